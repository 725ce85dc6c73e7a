package joulebook.ml.energy;

import java.util.function.LongSupplier;

/**
 * A GPU's energy counter.
 *
 * <p>The counter moves in steps, so that each of its two readings may be old by up to {@value #STEP_SECONDS} s; over
 * that time the GPU draws about the power it shows. The interval holds this at both ends and {@value #ACCURACY} of the
 * energy for the sensor. A span in which the counter did not move is priced at the power shown.
 */
final class GpuCounter implements Gauge {

    /** An assumption on the safe side: no GPU is known to renew its counter more seldom. */
    static final double STEP_SECONDS = 0.1;

    /** The relative error that {@code nvml.h} states for power on Fermi and Kepler; for newer GPUs it states none. */
    static final double ACCURACY = 0.05;

    private final String name;
    private final String how;
    private final Nvml.Device gpu;
    private final LongSupplier nanoClock;

    GpuCounter(String name, String driver, Nvml.Device gpu, LongSupplier nanoClock) {
        this.name = name;
        this.how = "energy counter of the whole GPU, driver " + driver;
        this.gpu = gpu;
        this.nanoClock = nanoClock;
    }

    @Override
    public EnergySource source() {
        return EnergySource.NVML;
    }

    @Override
    public Span start() throws UnreadableException {
        double joulesAtStart = gpu.joules();
        double wattsAtStart = gpu.watts();
        long start = nanoClock.getAsLong();
        return () -> {
            double counted = gpu.joules() - joulesAtStart;
            double watts = gpu.watts();
            double seconds = (nanoClock.getAsLong() - start) / 1e9;
            double joules = counted > 0 ? counted : (wattsAtStart + watts) / 2 * seconds;
            double low = Math.max(0, (1 - ACCURACY) * counted - STEP_SECONDS * wattsAtStart);
            double high = (1 + ACCURACY) * Math.max(counted, joules) + STEP_SECONDS * watts;
            return new DeviceEnergy(name, DeviceKind.GPU, EnergySource.NVML, joules, low, high, how);
        };
    }
}
