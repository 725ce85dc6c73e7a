package joulebook.ml.energy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A GPU that shows its power alone: the power is sampled and integrated by the trapezoid rule.
 *
 * <p>All spans share one running integral and subtract what it was when they began. The interval takes the power between
 * two samples to lie between the two, wherever it was; so it widens when samples are late or the power jumps. The
 * sensor's error of {@value GpuCounter#ACCURACY} comes on top.
 */
final class GpuPower implements Gauge {

    private static final Duration PERIOD = Duration.ofMillis(100);

    /** The integral up to one sample, in J: trapezoids, and the lower and upper sums around them. */
    private record Integral(long nanos, double watts, double joules, double low, double high) {

        Integral upTo(long later, double wattsThen) {
            double seconds = (later - nanos) / 1e9;
            return new Integral(
                    later,
                    wattsThen,
                    joules + seconds * (watts + wattsThen) / 2,
                    low + seconds * Math.min(watts, wattsThen),
                    high + seconds * Math.max(watts, wattsThen));
        }
    }

    private final String name;
    private final String how;
    private final Nvml.Device gpu;
    private final LongSupplier nanoClock;
    private Integral integral;

    GpuPower(String name, String driver, Nvml.Device gpu, LongSupplier nanoClock) throws UnreadableException {
        this.name = name;
        this.how = "power of the whole GPU, sampled every " + PERIOD.toMillis() + " ms, driver " + driver;
        this.gpu = gpu;
        this.nanoClock = nanoClock;
        this.integral = new Integral(nanoClock.getAsLong(), gpu.watts(), 0, 0, 0);
    }

    @Override
    public EnergySource source() {
        return EnergySource.NVML;
    }

    @Override
    public Optional<Duration> period() {
        return Optional.of(PERIOD);
    }

    @Override
    public void sample() {
        try {
            now();
        } catch (UnreadableException skipped) {
            // the next sample bridges the gap; a GPU that stays silent shows when the span is read
        }
    }

    @Override
    public Span start() throws UnreadableException {
        Integral start = now();
        return () -> {
            Integral end = now();
            return new DeviceEnergy(
                    name,
                    DeviceKind.GPU,
                    EnergySource.NVML,
                    end.joules - start.joules,
                    (end.low - start.low) * (1 - GpuCounter.ACCURACY),
                    (end.high - start.high) * (1 + GpuCounter.ACCURACY),
                    how);
        };
    }

    private synchronized Integral now() throws UnreadableException {
        double watts = gpu.watts();
        integral = integral.upTo(nanoClock.getAsLong(), watts);
        return integral;
    }
}
