package joulebook.ml.energy;

import java.time.Duration;
import java.util.Optional;

/** One device whose energy can be measured over any number of overlapping spans of time. */
interface Gauge {

    /** Where its joules come from. */
    EnergySource source();

    /** Starts a span now. */
    Span start() throws UnreadableException;

    /** How often {@link #sample()} must run while a span is open; empty if two readings are enough. */
    default Optional<Duration> period() {
        return Optional.empty();
    }

    /** Takes note of the device's present state. A failed sample is skipped, the next one bridges the gap. */
    default void sample() {}

    /** The energy since {@link Gauge#start()}. */
    @FunctionalInterface
    interface Span {
        DeviceEnergy soFar() throws UnreadableException;
    }
}
