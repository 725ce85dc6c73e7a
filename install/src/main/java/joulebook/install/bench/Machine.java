package joulebook.install.bench;

import java.time.Duration;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;

/**
 * Where a run was made.
 *
 * @param loadBefore the mean number of busy threads of the minute before the run; negative where it is not known
 * @param loadAfter that of the run's last minute, which the run itself makes part of
 */
record Machine(String processor, int cores, String java, double loadBefore, double loadAfter) {
    /** @param loadBefore what {@link #load} gave before the run */
    static Machine after(double loadBefore) {
        return new Machine(
                cpu().getProcessorIdentifier().getName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                loadBefore,
                load());
    }

    static double load() {
        return cpu().getSystemLoadAverage(1)[0];
    }

    /** The processor time that a process has used since its start. */
    static double cpuSeconds(ProcessHandle process) {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElseThrow() / 1e9;
    }

    /** The part of a process that is in memory, in units of 1,000,000 bytes. */
    static double residentMegabytes(ProcessHandle process) {
        return new SystemInfo()
                        .getOperatingSystem()
                        .getProcess((int) process.pid())
                        .getResidentSetSize()
                / 1e6;
    }

    private static CentralProcessor cpu() {
        return new SystemInfo().getHardware().getProcessor();
    }
}
