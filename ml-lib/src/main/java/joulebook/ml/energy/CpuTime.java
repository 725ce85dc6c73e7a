package joulebook.ml.energy;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor.TickType;

/**
 * Processor time, since any fixed moment.
 *
 * @param ownNanos what this process used, in ns
 * @param machineNanos what all processes in sight used, in ns; not less than this process's between two readings, but for
 *     its coarser steps of about 10 ms
 */
record CpuTime(long ownNanos, long machineNanos) {

    private static final long NANOS_PER_TICK = 10_000_000;

    /** From Linux's {@code /proc}, in some microseconds; elsewhere from OSHI. */
    static Supplier<CpuTime> ofThisMachine() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        Optional<ProcFile> stat = ProcFile.open("/proc/stat");
        if (stat.isPresent()) {
            return () -> new CpuTime(system.getProcessCpuTime(), busyNanos(stat.get()));
        }
        var processor = new SystemInfo().getHardware().getProcessor();
        return () -> {
            long[] ticks = processor.getSystemCpuLoadTicks(); // in ms
            long idle = ticks[TickType.IDLE.getIndex()] + ticks[TickType.IOWAIT.getIndex()];
            return new CpuTime(system.getProcessCpuTime(), (Arrays.stream(ticks).sum() - idle) * 1_000_000);
        };
    }

    /** @param stat {@code /proc/stat}, which begins: cpu user nice system idle iowait irq softirq ... */
    static long busyNanos(ProcFile stat) {
        return stat.numbersAfter("cpu ", 7)
                .map(ticks -> NANOS_PER_TICK * (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]))
                .orElse(0L);
    }
}
