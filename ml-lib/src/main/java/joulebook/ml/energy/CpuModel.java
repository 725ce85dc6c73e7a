package joulebook.ml.energy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import oshi.SystemInfo;

/**
 * The processor as this process sees it.
 *
 * @param name the vendor's name of the model, empty if unknown
 * @param cpus the logical CPUs this process may use
 * @param machineCpus the logical CPUs of the machine in sight, as many at least
 * @param place where this process runs
 */
record CpuModel(String name, int cpus, int machineCpus, Place place) {

    private static final List<Path> CONTAINER_MARKS = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

    /** Where a process runs, in words. */
    enum Place {
        MACHINE(""),
        VIRTUAL_MACHINE(", a virtual machine's part of its host"),
        CONTAINER(", a container's part of the machine"),
        CONTAINER_IN_VIRTUAL_MACHINE(", a container's part of a virtual machine");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        private static Place of(boolean virtual, boolean container) {
            if (container) {
                return virtual ? CONTAINER_IN_VIRTUAL_MACHINE : CONTAINER;
            }
            return virtual ? VIRTUAL_MACHINE : MACHINE;
        }
    }

    /** On Linux read from {@code /proc}, in a millisecond; elsewhere asked of OSHI, which takes a fifth of a second. */
    static CpuModel ofThisMachine() {
        int cpus = Runtime.getRuntime().availableProcessors();
        boolean container = CONTAINER_MARKS.stream().anyMatch(Files::exists)
                || ProcFile.text("/proc/1/cgroup")
                        .filter(text -> text.contains("/docker/") || text.contains("/kubepods"))
                        .isPresent();
        return ProcFile.text("/proc/cpuinfo")
                .map(text -> of(text, cpus, container))
                .orElseGet(() -> {
                    var processor = new SystemInfo().getHardware().getProcessor();
                    return new CpuModel(
                            processor.getProcessorIdentifier().getName(),
                            cpus,
                            processor.getLogicalProcessorCount(),
                            Place.MACHINE);
                });
    }

    /** @param cpuInfo the text of Linux's {@code /proc/cpuinfo} */
    static CpuModel of(String cpuInfo, int cpus, boolean container) {
        String name = cpuInfo.lines()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
        int machineCpus = (int)
                cpuInfo.lines().filter(line -> line.startsWith("processor")).count();
        return new CpuModel(
                name, cpus, Math.max(cpus, machineCpus), Place.of(cpuInfo.contains(" hypervisor"), container));
    }
}
