package joulebook.ml.energy;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An estimate of what the memory uses: {@value #WATTS_PER_GB} W for each GB, which is 3 W for a module of 8 GB (the rule of
 * thumb of its makers that CodeCarbon and Eco2AI started from too). This process pays for what it holds. The interval is
 * that of the {@link CpuEstimate}.
 */
final class MemoryEstimate implements Gauge {

    static final double WATTS_PER_GB = 0.375;

    private final double installedGb;
    private final Supplier<Optional<Long>> residentBytes;
    private final LongSupplier nanoClock;
    private long lastNanos;

    /** @param installedBytes the memory in sight */
    MemoryEstimate(long installedBytes, Supplier<Optional<Long>> residentBytes, LongSupplier nanoClock) {
        this.installedGb = installedBytes / 1e9;
        this.residentBytes = residentBytes;
        this.nanoClock = nanoClock;
        this.lastNanos = nanoClock.getAsLong();
    }

    @Override
    public String device() {
        return "memory";
    }

    @Override
    public DeviceKind kind() {
        return DeviceKind.MEMORY;
    }

    @Override
    public EnergySource source() {
        return EnergySource.ESTIMATE;
    }

    @Override
    public String how() {
        return String.format(
                Locale.ROOT,
                "%s W for each GB in use by this process, of %.1f GB (3 W for a module of 8 GB)",
                WATTS_PER_GB,
                installedGb);
    }

    @Override
    public Sample read() {
        long nanos = nanoClock.getAsLong();
        double seconds = (nanos - lastNanos) / 1e9;
        lastNanos = nanos;
        Optional<Long> resident = residentBytes.get();
        OptionalDouble own = resident.isPresent()
                ? OptionalDouble.of(WATTS_PER_GB * resident.get() / 1e9 * seconds)
                : OptionalDouble.empty();
        double watts = WATTS_PER_GB * installedGb;
        return new Sample(nanos, watts * seconds, own, watts);
    }

    @Override
    public Interval total(Span span) {
        return CpuEstimate.band(span.joules());
    }

    @Override
    public Interval attributed(Span span, Interval total) {
        return CpuEstimate.band(Math.min(total.value(), span.ownJoules().orElseThrow()));
    }
}
