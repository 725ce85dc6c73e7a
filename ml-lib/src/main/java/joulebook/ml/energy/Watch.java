package joulebook.ml.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads one device for all spans of time that are open on it. */
final class Watch {

    private final Gauge gauge;
    private final List<Span> spans = new ArrayList<>();
    private Optional<Sample> last = Optional.empty();

    Watch(Gauge gauge) {
        this.gauge = gauge;
    }

    Gauge gauge() {
        return gauge;
    }

    synchronized Sample sample() throws UnreadableException {
        Sample now = gauge.read();
        spans.forEach(span -> span.add(now));
        last = Optional.of(now);
        return now;
    }

    /** The last sample if it is not older than an age, else a new one. */
    synchronized Sample sample(long nanos, long age) throws UnreadableException {
        return last.isPresent() && nanos - last.get().nanos() <= age ? last.get() : sample();
    }

    synchronized Span open() throws UnreadableException {
        Span span = new Span(sample());
        spans.add(span);
        return span;
    }

    synchronized void close(Span span) {
        spans.remove(span);
    }

    /**
     * The energy of a span until now. Of a device that no longer answers it is what was measured until then, and the
     * interval reaches up to what the device can have used since.
     *
     * @param nanos now
     * @param notes receives a sentence if the device no longer answers
     * @throws UnreadableException if nothing was measured
     */
    synchronized DeviceEnergy energy(Span span, long nanos, Consumer<String> notes) throws UnreadableException {
        try {
            sample();
            return energy(span, 0);
        } catch (UnreadableException silent) {
            if (span.seconds() == 0) {
                throw silent;
            }
            double stale = span.secondsUntil(nanos);
            notes.accept(gauge.device() + " did not answer for the last " + Units.text(stale, "s") + " of "
                    + Units.text(span.seconds() + stale, "s") + ", which only widens its interval: "
                    + silent.getMessage());
            return energy(span, stale);
        }
    }

    private DeviceEnergy energy(Span span, double stale) throws UnreadableException {
        double unseen = stale * Math.max(gauge.limitWatts(), span.peakWatts());
        Interval total = gauge.total(span);
        Optional<Interval> own = span.ownJoules().isPresent()
                ? Optional.of(widened(gauge.attributed(span, total), unseen))
                : Optional.empty();
        return new DeviceEnergy(
                gauge.device(),
                gauge.kind(),
                gauge.source(),
                widened(total, unseen),
                own,
                Optional.of(span.sampling(stale)),
                gauge.how());
    }

    private static Interval widened(Interval interval, double up) {
        return new Interval(interval.value(), interval.low(), interval.high() + up);
    }
}
