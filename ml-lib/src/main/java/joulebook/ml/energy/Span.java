package joulebook.ml.energy;

import java.util.OptionalDouble;

/** The samples of one device over a stretch of time, summed up as they come. */
final class Span {

    private final Sample first;
    private final TrapezoidError error = new TrapezoidError();
    private Sample last;
    private int samples = 1;
    private double joules;
    private double ownJoules;
    private double powerJoules;
    private double longestGap;
    private double peakWatts;

    Span(Sample first) {
        this.first = first;
        this.last = first;
        this.peakWatts = first.watts();
    }

    void add(Sample next) {
        double gap = (next.nanos() - last.nanos()) / 1e9;
        samples++;
        joules += next.joules();
        ownJoules += next.ownJoules().orElse(Double.NaN);
        powerJoules += gap * (last.watts() + next.watts()) / 2;
        longestGap = Math.max(longestGap, gap);
        peakWatts = Math.max(peakWatts, next.watts());
        error.add(gap, next.watts() - last.watts());
        last = next;
    }

    double seconds() {
        return (last.nanos() - first.nanos()) / 1e9;
    }

    /** The time since the last sample, in s. */
    double secondsUntil(long nanos) {
        return (nanos - last.nanos()) / 1e9;
    }

    double joules() {
        return joules;
    }

    /** This process's share; empty if one sample could not tell it. */
    OptionalDouble ownJoules() {
        return Double.isNaN(ownJoules) ? OptionalDouble.empty() : OptionalDouble.of(ownJoules);
    }

    /** The power that the samples show, integrated by the trapezoid rule. */
    double powerJoules() {
        return powerJoules;
    }

    /** Half of the 95 % interval of {@link #powerJoules()}, for want of more samples. */
    double powerError() {
        return error.halfWidth();
    }

    double firstWatts() {
        return first.watts();
    }

    double lastWatts() {
        return last.watts();
    }

    double peakWatts() {
        return peakWatts;
    }

    /** @param stale the time for which the device has not answered, in s */
    Sampling sampling(double stale) {
        double mean = seconds() == 0 ? 0 : joules / seconds();
        return new Sampling(samples, seconds() + stale, Math.max(longestGap, stale), Math.max(peakWatts, mean));
    }
}
