package joulebook.ml.energy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One RAPL zone: a counter of microjoules that starts again at 0 beyond its range. The smallest range in use, 2^32 of 2^-16
 * J units, wraps after 65 s at 1000 W, so that no wrap is missed by sampling once a second.
 *
 * <p>The interval holds one counter step of {@value #STEP_SECONDS} s at each end, and the error of the model or sensor
 * behind RAPL, assumed to be {@value #PACKAGE_ACCURACY} of a processor's energy and {@value #MEMORY_ACCURACY} of the
 * memory's. This process's share follows from processor time by {@link CpuEstimate#share}.
 */
final class RaplZone implements Gauge {

    static final double STEP_SECONDS = 0.001;
    static final double PACKAGE_ACCURACY = 0.05;
    static final double MEMORY_ACCURACY = 0.2;

    private final String name;
    private final DeviceKind kind;
    private final Path zone;
    private final CpuModel cpu;
    private final Supplier<CpuTime> time;
    private final LongSupplier nanoClock;
    private final LatePower watts = new LatePower();
    private final long range;
    private long lastMicrojoules;
    private CpuTime lastTime;
    private long lastNanos;

    RaplZone(String name, DeviceKind kind, Path zone, CpuModel cpu, Supplier<CpuTime> time, LongSupplier nanoClock)
            throws UnreadableException {
        this.name = name;
        this.kind = kind;
        this.zone = zone;
        this.cpu = cpu;
        this.time = time;
        this.nanoClock = nanoClock;
        this.range = microjoules("max_energy_range_uj");
        this.lastMicrojoules = microjoules("energy_uj");
        this.lastTime = time.get();
        this.lastNanos = nanoClock.getAsLong();
    }

    @Override
    public String device() {
        return name;
    }

    @Override
    public DeviceKind kind() {
        return kind;
    }

    @Override
    public EnergySource source() {
        return EnergySource.RAPL;
    }

    @Override
    public String how() {
        return "energy counter of the whole machine, shared out by processor time";
    }

    @Override
    public Sample read() throws UnreadableException {
        long microjoules = microjoules("energy_uj");
        CpuTime now = time.get();
        long nanos = nanoClock.getAsLong();
        long counted = microjoules - lastMicrojoules;
        double joules = (counted >= 0 ? counted : counted + range) / 1e6;
        double seconds = (nanos - lastNanos) / 1e9;
        double share = CpuEstimate.share(
                cpu,
                seconds,
                (now.ownNanos() - lastTime.ownNanos()) / 1e9,
                (now.machineNanos() - lastTime.machineNanos()) / 1e9);
        lastMicrojoules = microjoules;
        lastTime = now;
        lastNanos = nanos;
        return new Sample(nanos, joules, OptionalDouble.of(joules * share), watts.after(seconds, joules));
    }

    @Override
    public Interval total(Span span) throws UnreadableException {
        if (span.joules() == 0) {
            throw new UnreadableException("Spans shorter than RAPL's step of about 1 ms are not measured.");
        }
        double accuracy = kind == DeviceKind.MEMORY ? MEMORY_ACCURACY : PACKAGE_ACCURACY;
        double step = Math.min(1, STEP_SECONDS / span.seconds());
        return Interval.around(span.joules(), span.joules() * Math.hypot(accuracy, step));
    }

    private long microjoules(String file) throws UnreadableException {
        try {
            return Long.parseLong(Rapl.line(zone, file));
        } catch (IOException | NumberFormatException unreadable) {
            throw new UnreadableException(name + " is not measured: " + zone.resolve(file) + " cannot be read.");
        }
    }
}
