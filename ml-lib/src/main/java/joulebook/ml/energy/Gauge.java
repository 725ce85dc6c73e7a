package joulebook.ml.energy;

import java.util.List;
import java.util.OptionalLong;

/** One device whose energy can be read. It is read by one thread at a time. */
interface Gauge {

    /** The device's name. */
    String device();

    DeviceKind kind();

    /** Where its joules come from. */
    EnergySource source();

    /** How they are obtained and what they cover, in a few words. */
    String how();

    /** What else the device tells now, in words. */
    default List<String> facts() {
        return List.of();
    }

    /** What the device shows now. A read that fails changes nothing: the next one bridges the gap. */
    Sample read() throws UnreadableException;

    /** The energy of a span with its error. */
    Interval total(Span span) throws UnreadableException;

    /** This process's share of a total; only asked for where each sample told one. */
    default Interval attributed(Span span, Interval total) {
        return Attribution.of(total, span.ownJoules().orElseThrow());
    }

    /** More power than the device ever draws, in W; 0 if unknown. */
    default double limitWatts() {
        return 0;
    }

    /** The device's own memory that this process holds, in bytes. */
    default OptionalLong ownMemory() {
        return OptionalLong.empty();
    }
}
