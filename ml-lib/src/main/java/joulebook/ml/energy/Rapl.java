package joulebook.ml.energy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The RAPL zones of Linux's powercap tree (Intel, and AMD from family 17h on).
 *
 * <p>Packages and their memory are counted. A package already holds its core and uncore zones, and the psys zone holds the
 * packages, so none of these is added; the memory-mapped twin of a package (intel-rapl-mmio) is left out too. Where psys
 * is all there is, the whole platform is counted by it.
 */
final class Rapl {

    static final Path USUAL_ROOT = Path.of("/sys/class/powercap");

    /** The device that stands for the CPUs, their memory and the rest. */
    static final String PLATFORM = "CPU and platform";

    private static final Pattern ZONE = Pattern.compile("intel-rapl:\\d+(:\\d+)?");

    private Rapl() {}

    /**
     * The gauges of the readable zones.
     *
     * @param root the powercap folder
     * @param notes receives one sentence if there are no zones, or if they may not be read
     */
    static List<Gauge> gauges(
            Path root, CpuModel cpu, Supplier<CpuTime> time, LongSupplier nanoClock, Collection<String> notes) {
        List<Gauge> gauges = new ArrayList<>();
        try {
            List<Path> zones = zones(root);
            if (zones.isEmpty()) {
                notes.add("This machine offers no RAPL counters (" + root
                        + " has no intel-rapl zones), so the energy of the CPU is an estimate.");
            }
            boolean packages = false;
            for (Path zone : zones) {
                packages |= line(zone, "name").startsWith("package");
            }
            for (Path zone : zones) {
                String name = line(zone, "name");
                if (name.startsWith("package")) {
                    gauges.add(new RaplZone("CPU " + name, DeviceKind.CPU, zone, cpu, time, nanoClock));
                } else if (name.equals("psys") && !packages) {
                    gauges.add(new RaplZone(PLATFORM, DeviceKind.CPU, zone, cpu, time, nanoClock));
                } else if (name.equals("dram")) {
                    gauges.add(new RaplZone(
                            "CPU " + parentName(zone) + " dram", DeviceKind.MEMORY, zone, cpu, time, nanoClock));
                }
            }
        } catch (UnreadableException | IOException unreadable) {
            gauges.clear();
            notes.add("The RAPL counters cannot be read: run 'sudo chmod a+r " + root
                    + "/intel-rapl:*/energy_uj', which lasts until the machine restarts.");
        }
        return gauges;
    }

    private static List<Path> zones(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry ->
                            ZONE.matcher(entry.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (UncheckedIOException broken) {
            throw broken.getCause();
        }
    }

    private static String parentName(Path zone) throws IOException {
        String id = zone.getFileName().toString();
        return line(zone.resolveSibling(id.substring(0, id.lastIndexOf(':'))), "name");
    }

    /** Read through a stream: a channel would fail in a thread that was interrupted, as a cell's may be. */
    static String line(Path zone, String file) throws IOException {
        try (var stream = new FileInputStream(zone.resolve(file).toFile())) {
            return new String(stream.readAllBytes(), StandardCharsets.US_ASCII).strip();
        }
    }
}
