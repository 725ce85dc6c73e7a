package joulebook.ml.energy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One RAPL zone: a counter of microjoules that starts again at 0 beyond its range.
 *
 * <p>All spans share one running total, which is brought up to date often enough that no wrap is missed. The interval holds
 * one counter step of {@value #STEP_SECONDS} s at each end, and the error of the model or sensor behind RAPL, assumed to
 * be {@value #PACKAGE_ACCURACY} of a package's energy and {@value #MEMORY_ACCURACY} of the memory's.
 */
final class RaplZone implements Gauge {

    static final double STEP_SECONDS = 0.001;
    static final double PACKAGE_ACCURACY = 0.05;
    static final double MEMORY_ACCURACY = 0.2;

    /** The smallest range in use, 2^32 of 2^-16 J units, wraps after 65 s at 1000 W. */
    private static final Duration PERIOD = Duration.ofSeconds(30);

    private final String name;
    private final DeviceKind kind;
    private final Path zone;
    private final LongSupplier nanoClock;
    private final long range;
    private long last;
    private long total;

    RaplZone(String name, DeviceKind kind, Path zone, LongSupplier nanoClock) throws UnreadableException {
        this.name = name;
        this.kind = kind;
        this.zone = zone;
        this.nanoClock = nanoClock;
        this.range = microjoules("max_energy_range_uj");
        this.last = microjoules("energy_uj");
    }

    @Override
    public EnergySource source() {
        return EnergySource.RAPL;
    }

    @Override
    public Optional<Duration> period() {
        return Optional.of(PERIOD);
    }

    @Override
    public void sample() {
        try {
            total();
        } catch (UnreadableException skipped) {
            // the next sample bridges the gap; a zone that stays silent shows when the span is read
        }
    }

    @Override
    public Span start() throws UnreadableException {
        long startTotal = total();
        long start = nanoClock.getAsLong();
        return () -> {
            double joules = (total() - startTotal) / 1e6;
            double seconds = (nanoClock.getAsLong() - start) / 1e9;
            if (joules == 0) {
                throw new UnreadableException("Spans shorter than RAPL's step of about 1 ms are not measured.");
            }
            double accuracy = kind == DeviceKind.MEMORY ? MEMORY_ACCURACY : PACKAGE_ACCURACY;
            double step = Math.min(1, STEP_SECONDS / seconds);
            return new DeviceEnergy(
                    name,
                    kind,
                    EnergySource.RAPL,
                    joules,
                    joules * (1 - accuracy) * (1 - step),
                    joules * (1 + accuracy) * (1 + step),
                    "energy counter, all processes of the machine");
        };
    }

    private synchronized long total() throws UnreadableException {
        long now = microjoules("energy_uj");
        total += now >= last ? now - last : now - last + range;
        last = now;
        return total;
    }

    private long microjoules(String file) throws UnreadableException {
        try {
            return Long.parseLong(Rapl.line(zone, file));
        } catch (IOException | NumberFormatException unreadable) {
            throw new UnreadableException(name + " is not measured: " + zone.resolve(file) + " cannot be read.");
        }
    }
}
