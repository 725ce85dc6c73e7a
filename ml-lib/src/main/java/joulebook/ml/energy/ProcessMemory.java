package joulebook.ml.energy;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import oshi.SystemInfo;

/**
 * The memory this process uses.
 *
 * @param heap bytes on the Java heap
 * @param resident bytes in the machine's memory
 */
record ProcessMemory(Supplier<Optional<Long>> heap, Supplier<Optional<Long>> resident) {

    /** Of no process, for a meter that measures nothing. */
    static final ProcessMemory NONE = new ProcessMemory(Optional::empty, Optional::empty);

    static ProcessMemory ofThisProcess() {
        Runtime runtime = Runtime.getRuntime();
        return new ProcessMemory(() -> Optional.of(runtime.totalMemory() - runtime.freeMemory()), residentBytes());
    }

    /** From Linux's {@code /proc}, in some microseconds; elsewhere from OSHI. */
    private static Supplier<Optional<Long>> residentBytes() {
        Optional<ProcFile> status = ProcFile.open("/proc/self/status");
        if (status.isPresent()) {
            return () -> status.get().numbersAfter("VmRSS:", 1).map(kilobytes -> 1024 * kilobytes[0]);
        }
        var system = new SystemInfo().getOperatingSystem();
        return () -> Optional.ofNullable(system.getCurrentProcess()).map(process -> process.getResidentSetSize());
    }

    /** @param gpu bytes on all GPUs */
    PeakMemory now(OptionalLong gpu) {
        return new PeakMemory(
                heap.get(), resident.get(), gpu.isPresent() ? Optional.of(gpu.getAsLong()) : Optional.empty());
    }
}
