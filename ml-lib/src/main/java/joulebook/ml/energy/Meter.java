package joulebook.ml.energy;

import java.time.Duration;
import java.util.List;
import joulebook.ml.InputException;

/** Measures the energy of windows of time. A meter may be used from several threads. */
public interface Meter extends AutoCloseable {

    /** How often devices are sampled unless someone asks for another period. */
    Duration DEFAULT_PERIOD = Duration.ofMillis(100);

    /**
     * Opens a window. Before each of its readings, the opening one included, the thread that asks waits until the NVIDIA
     * GPUs have done what this process asked of them. Whoever opens a window closes it.
     */
    Window open();

    /**
     * Opens a window around work on some other device that runs behind its queue.
     *
     * @param barrier waits until the device has done all the work it was given; it is run in place of the wait for GPUs
     */
    Window open(Runnable barrier);

    /** What the joules come from, without repetition; empty if nothing is measured. */
    List<EnergySource> sources();

    /** What could not be measured and what to do about it, one sentence each. */
    List<String> notes();

    /** What is measured, with what each device tells of itself now. */
    List<DeviceInfo> devices();

    /** What each device draws now, in W: the mean since it was last looked at where it shows no power itself. */
    List<DevicePower> power();

    /** How often devices are sampled while a window is open, on average. */
    Duration samplingPeriod();

    /**
     * Sets how often devices are sampled; {@link #DEFAULT_PERIOD} unless set.
     *
     * @throws InputException unless the period is from 20 ms to 1 s
     */
    void setSamplingPeriod(Duration period);

    /** What a kilowatt-hour stands for in the readings of windows that stop from now on. */
    void setCarbon(CarbonIntensity carbon);

    /**
     * Measures what the devices draw while the calling thread waits. It is for the caller to see that nothing else runs.
     *
     * @throws InputException unless the duration is from 1 s to 10 min
     */
    default Baseline measureBaseline(Duration duration) throws InterruptedException {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0 || duration.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new InputException("A baseline of " + Units.text(duration.toNanos() / 1e9, "s")
                    + " cannot be measured: give a time from 1 s to 600 s.");
        }
        try (Window window = open()) {
            Thread.sleep(duration.toMillis());
            return Baseline.of(window.stop());
        }
    }

    /** Frees what the meter holds. Windows that are still open must be stopped first. */
    @Override
    void close();

    /**
     * The meter of this machine: its NVIDIA GPUs, and its CPU packages by RAPL or else an estimate for this process.
     * There is one a process, made on the first call, which can take a second where a driver has to be loaded. It is
     * freed when the process ends; closing it earlier does nothing.
     */
    static Meter forThisMachine() {
        return ThisMachine.meter();
    }

    /** A meter that measures no energy; its readings hold the time alone. */
    static Meter none() {
        return new MachineMeter(
                List.of(),
                ProcessMemory.NONE,
                List.of(),
                CarbonIntensity.of("world"),
                System::nanoTime,
                Ticker.onDaemonThread(),
                () -> {},
                () -> {});
    }
}
