package joulebook.ml.energy;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An estimate of what a CPU uses that nobody can meter, linear in processor time. With p the rated power of one logical
 * CPU ({@link CpuPower}), n of them idle at {@value #IDLE_SHARE} p each and working for c seconds together use
 *
 * <pre>E(n, c) = p ({@value #IDLE_SHARE} n seconds + (1 - {@value #IDLE_SHARE}) c)</pre>
 *
 * <p>The machine's energy is E of all CPUs in sight and all processor time. This process's is E of the CPUs it may use and
 * its own processor time: it pays for the idle power of those CPUs in full, which a {@link Baseline} can take off. Devices
 * of which nothing is known, and child processes in this process's share, are left out. The truth is taken to lie within
 * {@value #LOW} and {@value #HIGH} times the estimate; that range is a judgement, not a measurement.
 */
final class CpuEstimate implements Gauge {

    static final double IDLE_SHARE = 0.1;
    static final double LOW = 0.5;
    static final double HIGH = 2;

    private final CpuModel model;
    private final CpuPower power;
    private final Supplier<CpuTime> time;
    private final LongSupplier nanoClock;
    private final LatePower watts = new LatePower();
    private CpuTime lastTime;
    private long lastNanos;

    CpuEstimate(CpuModel model, Supplier<CpuTime> time, LongSupplier nanoClock) {
        this.model = model;
        this.power = CpuPower.of(model.name());
        this.time = time;
        this.nanoClock = nanoClock;
        this.lastTime = time.get();
        this.lastNanos = nanoClock.getAsLong();
    }

    /** The interval of an estimate. */
    static Interval band(double joules) {
        return new Interval(joules, LOW * joules, HIGH * joules);
    }

    /** This process's part of what is metered for all: the ratio of both in the formula, in which p cancels out. */
    static double share(CpuModel model, double seconds, double ownSeconds, double machineSeconds) {
        double machine = use(model.machineCpus(), seconds, Math.max(ownSeconds, machineSeconds));
        return machine == 0 ? 0 : use(model.cpus(), seconds, ownSeconds) / machine;
    }

    private static double use(int cpus, double seconds, double cpuSeconds) {
        return IDLE_SHARE * cpus * seconds + (1 - IDLE_SHARE) * cpuSeconds;
    }

    @Override
    public String device() {
        return model.name().isEmpty() ? "CPU" : "CPU " + model.name();
    }

    @Override
    public DeviceKind kind() {
        return DeviceKind.CPU;
    }

    @Override
    public EnergySource source() {
        return EnergySource.ESTIMATE;
    }

    @Override
    public String how() {
        return String.format(
                Locale.ROOT,
                "processor time at %.2g W for each of %d CPUs%s, %.2g W idle (%s)",
                power.wattsPerCpu(),
                model.cpus(),
                model.place().words(),
                IDLE_SHARE * power.wattsPerCpu(),
                power.basis());
    }

    @Override
    public Sample read() {
        CpuTime now = time.get();
        long nanos = nanoClock.getAsLong();
        double seconds = (nanos - lastNanos) / 1e9;
        double own = (now.ownNanos() - lastTime.ownNanos()) / 1e9;
        double all = (now.machineNanos() - lastTime.machineNanos()) / 1e9;
        lastTime = now;
        lastNanos = nanos;
        double joules = power.wattsPerCpu() * use(model.machineCpus(), seconds, all);
        double ownJoules = power.wattsPerCpu() * use(model.cpus(), seconds, own);
        return new Sample(nanos, joules, OptionalDouble.of(ownJoules), watts.after(seconds, joules));
    }

    @Override
    public Interval total(Span span) {
        return band(Math.max(span.joules(), span.ownJoules().orElse(0)));
    }

    @Override
    public Interval attributed(Span span, Interval total) {
        return band(span.ownJoules().orElseThrow());
    }
}
