package joulebook.ml.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * One NVIDIA GPU: its energy counter where it has one, else its power integrated by the trapezoid rule.
 *
 * <p>The counter moves in steps, so that each of its two readings may be old by up to {@value #STEP_SECONDS} s, over which
 * the GPU draws about the power it shows. A span in which the counter did not move, and a step in which it went back (it
 * started again at 0, at its end or with the driver), are priced at the power shown. The interval holds this or the
 * sampling error ({@link TrapezoidError}), and {@value #ACCURACY} of the energy for the sensor, added as independent errors.
 */
final class GpuGauge implements Gauge {

    /** An assumption on the safe side: no GPU is known to renew its counter more seldom. */
    static final double STEP_SECONDS = 0.1;

    /** The relative error that {@code nvml.h} states for power on Fermi and Kepler; for newer GPUs it states none. */
    static final double ACCURACY = 0.05;

    private final String name;
    private final String driver;
    private final NvmlDevice gpu;
    private final Optional<GpuShare> share;
    private final LongSupplier nanoClock;
    private final boolean counts;
    private final boolean instant;
    private final double limitWatts;
    private final boolean showsPower;
    private final LatePower countedPower = new LatePower();
    private OptionalDouble lastShare = OptionalDouble.empty();
    private double lastCounter;
    private double lastWatts;
    private long lastNanos;

    /**
     * @param share of this process, if the driver can know it
     * @throws UnreadableException if the GPU tells neither energy nor power
     */
    GpuGauge(int index, NvmlDevice gpu, String driver, Optional<GpuShare> share, LongSupplier nanoClock)
            throws UnreadableException {
        this.name = "GPU " + index + " " + gpu.name();
        this.driver = driver;
        this.gpu = gpu;
        this.share = share;
        this.nanoClock = nanoClock;
        this.counts = readable(gpu::joules);
        this.instant = readable(gpu::instantWatts);
        this.showsPower = instant || !counts || readable(gpu::watts);
        this.limitWatts = readable(gpu::limitWatts) ? gpu.limitWatts() : 0;
        this.lastCounter = counter();
        this.lastWatts = watts();
        this.lastNanos = nanoClock.getAsLong();
    }

    @Override
    public String device() {
        return name;
    }

    @Override
    public DeviceKind kind() {
        return DeviceKind.GPU;
    }

    @Override
    public EnergySource source() {
        return EnergySource.NVML;
    }

    @Override
    public String how() {
        return (counts ? "energy counter" : instant ? "sampled power" : "sampled power as the driver averages it")
                + " of the whole GPU, driver " + driver;
    }

    @Override
    public List<String> facts() {
        List<String> facts = new ArrayList<>();
        add(facts, gpu::uuid);
        add(facts, () -> "power limit " + Units.text(gpu.limitWatts(), "W"));
        add(facts, () -> gpu.temperature() + " °C");
        add(facts, () -> gpu.utilization() + " % busy");
        add(facts, () -> {
            long[] totalAndUsed = gpu.memory();
            return String.format(Locale.ROOT, "%.1f of %.1f GB used", totalAndUsed[1] / 1e9, totalAndUsed[0] / 1e9);
        });
        return facts;
    }

    @Override
    public Sample read() throws UnreadableException {
        double counter = counter();
        double shown = watts();
        long nanos = nanoClock.getAsLong();
        double seconds = (nanos - lastNanos) / 1e9;
        double watts = showsPower ? shown : countedPower.after(seconds, Math.max(0, counter - lastCounter));
        double joules = counts && counter >= lastCounter ? counter - lastCounter : seconds * (lastWatts + watts) / 2;
        lastShare = share.map(s -> s.at(nanos)).orElse(OptionalDouble.empty());
        lastCounter = counter;
        lastWatts = watts;
        lastNanos = nanos;
        return new Sample(
                nanos,
                joules,
                lastShare.isPresent() ? OptionalDouble.of(joules * lastShare.getAsDouble()) : OptionalDouble.empty(),
                watts);
    }

    @Override
    public Interval total(Span span) {
        if (!counts) {
            return Interval.around(span.joules(), Math.hypot(ACCURACY * span.joules(), span.powerError()));
        }
        double joules = span.joules() > 0 ? span.joules() : span.powerJoules();
        double sensor = ACCURACY * joules;
        return new Interval(
                joules,
                Math.max(0, joules - Math.hypot(sensor, STEP_SECONDS * span.firstWatts())),
                joules + Math.hypot(sensor, STEP_SECONDS * span.lastWatts()));
    }

    @Override
    public Interval attributed(Span span, Interval total) {
        return Attribution.of(
                total, span.joules() > 0 ? span.ownJoules().orElseThrow() : total.value() * lastShare.orElseThrow());
    }

    @Override
    public double limitWatts() {
        return limitWatts;
    }

    @Override
    public OptionalLong ownMemory() {
        return share.map(GpuShare::bytes).orElse(OptionalLong.empty());
    }

    private double counter() throws UnreadableException {
        return counts ? gpu.joules() : 0;
    }

    private double watts() throws UnreadableException {
        if (!showsPower) {
            return 0;
        }
        return instant ? gpu.instantWatts() : gpu.watts();
    }

    /** Something to ask of a driver. */
    private interface Question<T> {
        T answer() throws UnreadableException;
    }

    private static boolean readable(Question<Double> question) {
        try {
            question.answer();
            return true;
        } catch (UnreadableException unknown) {
            return false;
        }
    }

    private static void add(List<String> facts, Question<String> question) {
        try {
            facts.add(question.answer());
        } catch (UnreadableException unknown) {
            // one fact less
        }
    }
}
