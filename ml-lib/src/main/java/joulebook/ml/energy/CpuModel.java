package joulebook.ml.energy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import oshi.SystemInfo;

/**
 * The processor as this process sees it.
 *
 * @param name the vendor's name of the model, empty if unknown
 * @param cpus the logical CPUs this process may use
 * @param slice whether they are a virtual machine's or a container's part of a host
 */
record CpuModel(String name, int cpus, boolean slice) {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final List<Path> CONTAINER_MARKS = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

    /** On Linux read from {@code /proc}, in a millisecond; elsewhere asked of OSHI, which takes a fifth of a second. */
    static CpuModel ofThisMachine() {
        int cpus = Runtime.getRuntime().availableProcessors();
        try {
            return of(Files.readString(CPU_INFO), cpus, CONTAINER_MARKS.stream().anyMatch(Files::exists));
        } catch (IOException notLinux) {
            var identifier = new SystemInfo().getHardware().getProcessor().getProcessorIdentifier();
            return new CpuModel(identifier.getName(), cpus, false);
        }
    }

    /** @param cpuInfo the text of Linux's {@code /proc/cpuinfo} */
    static CpuModel of(String cpuInfo, int cpus, boolean inContainer) {
        String name = cpuInfo.lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        return new CpuModel(name, cpus, inContainer || cpuInfo.contains(" hypervisor"));
    }
}
