package joulebook.kernel.magic.general;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What there is to say of the JVM that the notebook runs in. */
final class Machine {
    private Machine() {}

    /** {@code %jvm}. */
    @Command(name = "jvm", description = "Show the JVM: its version, flags, processors, heap, collector and uptime.")
    static final class Jvm implements Magic {
        @Override
        public Object run(MagicContext context) {
            RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
            return new TextTable("JVM", "")
                    .row("Version", System.getProperty("java.runtime.version") + ", " + runtime.getVmName())
                    .row("Vendor", runtime.getVmVendor())
                    .row("Home", System.getProperty("java.home"))
                    .row("Flags", String.join(" ", runtime.getInputArguments()))
                    .row("Processors", String.valueOf(Runtime.getRuntime().availableProcessors()))
                    .row("Largest heap", Quantity.bytes(Runtime.getRuntime().maxMemory()))
                    .row("Collector", collectors())
                    .row("Process", String.valueOf(ProcessHandle.current().pid()))
                    .row("Uptime", Quantity.seconds(runtime.getUptime() / 1e3))
                    .display();
        }

        private static String collectors() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .map(Jvm::collector)
                    .collect(Collectors.joining("; "));
        }

        private static String collector(GarbageCollectorMXBean bean) {
            return "%s: %d collections, %s"
                    .formatted(
                            bean.getName(),
                            bean.getCollectionCount(),
                            Quantity.seconds(bean.getCollectionTime() / 1e3));
        }

        @Override
        public Form form() {
            return Form.LINE;
        }
    }

    /** {@code %memory}. */
    @Command(
            name = "memory",
            description =
                    "Show the memory in use: Java's heap, the JVM's own, and the whole process with native memory.")
    static final class Memory implements Magic {
        @Option(names = "--gc", description = "Collect garbage first.")
        private boolean collect;

        @Override
        public Object run(MagicContext context) {
            MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
            if (collect) {
                memory.gc();
            }
            TextTable table = new TextTable("Memory", "In use", "Reserved", "At most");
            row(table, "Heap", memory.getHeapMemoryUsage());
            row(table, "Classes and compiled code", memory.getNonHeapMemoryUsage());
            status("VmRSS")
                    .ifPresent(bytes -> table.row("Process, native memory included", Quantity.bytes(bytes), "", ""));
            status("VmHWM").ifPresent(bytes -> table.row("Process, at its peak", Quantity.bytes(bytes), "", ""));
            return table.display();
        }

        private static void row(TextTable table, String name, MemoryUsage usage) {
            table.row(
                    name,
                    Quantity.bytes(usage.getUsed()),
                    Quantity.bytes(usage.getCommitted()),
                    usage.getMax() < 0 ? "" : Quantity.bytes(usage.getMax()));
        }

        /** Bytes by Linux's account of this process; empty elsewhere. */
        private static Optional<Double> status(String key) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
                return lines.filter(line -> line.startsWith(key + ":"))
                        .map(line -> Double.parseDouble(line.replaceAll("\\D", "")) * 1_024)
                        .findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        @Override
        public Form form() {
            return Form.LINE;
        }
    }
}
