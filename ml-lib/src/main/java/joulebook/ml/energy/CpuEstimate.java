package joulebook.ml.energy;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * An estimate of what this process costs a CPU that nobody can meter. With n logical CPUs in sight, rated power P = n p
 * and idle power I = {@value #IDLE_SHARE} P,
 *
 * <pre>
 * E = (I + (P - I) cpuSeconds / (n seconds)) seconds
 *   = p ({@value #IDLE_SHARE} n seconds + (1 - {@value #IDLE_SHARE}) cpuSeconds)
 * </pre>
 *
 * <p>It is linear in the processor time of this process, charges the process the idle power of the CPUs it may use, and
 * leaves out memory, other devices and child processes. p is a family's rated power for one logical CPU ({@link
 * CpuPower}), so a virtual machine or container pays for its share of the host. The truth is taken to lie within {@value
 * #LOW} and {@value #HIGH} times the estimate; that range is a judgement, not a measurement.
 */
final class CpuEstimate implements Gauge {

    static final double IDLE_SHARE = 0.1;
    static final double LOW = 0.5;
    static final double HIGH = 2;

    private final String device;
    private final String how;
    private final double wattsPerCpu;
    private final int cpus;
    private final LongSupplier cpuNanos;
    private final LongSupplier nanoClock;

    /** @param cpuNanos the processor time this process has used, in ns */
    CpuEstimate(CpuModel model, LongSupplier cpuNanos, LongSupplier nanoClock) {
        CpuPower power = CpuPower.of(model.name());
        this.device = model.name().isEmpty() ? "CPU" : "CPU " + model.name();
        this.how = how(model, power);
        this.wattsPerCpu = power.wattsPerCpu();
        this.cpus = model.cpus();
        this.cpuNanos = cpuNanos;
        this.nanoClock = nanoClock;
    }

    @Override
    public EnergySource source() {
        return EnergySource.ESTIMATE;
    }

    @Override
    public Span start() {
        long cpuAtStart = cpuNanos.getAsLong();
        long start = nanoClock.getAsLong();
        return () -> {
            double cpuSeconds = (cpuNanos.getAsLong() - cpuAtStart) / 1e9;
            double seconds = (nanoClock.getAsLong() - start) / 1e9;
            double joules = wattsPerCpu * (IDLE_SHARE * cpus * seconds + (1 - IDLE_SHARE) * cpuSeconds);
            return new DeviceEnergy(
                    device, DeviceKind.CPU, EnergySource.ESTIMATE, joules, LOW * joules, HIGH * joules, how);
        };
    }

    private static String how(CpuModel model, CpuPower power) {
        return String.format(
                Locale.ROOT,
                "processor time of this process at %.2g W for each of %d CPUs%s (%s), memory left out",
                power.wattsPerCpu(),
                model.cpus(),
                model.slice() ? ", a slice of a host" : "",
                power.basis());
    }
}
