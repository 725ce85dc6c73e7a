package joulebook.kernel.magic.general;

import java.util.List;
import java.util.Locale;

/**
 * What {@code %timeit} measured.
 *
 * @param loops runs of the code in each repeat
 * @param seconds of one run, on average over the loops; one entry a repeat
 * @param bytes allocated by one run, the median over the repeats
 */
public record Timing(long loops, List<Double> seconds, double bytes) {
    /** Seconds of one run: the median over the repeats. */
    public double median() {
        return median(seconds);
    }

    /** The median absolute deviation of the repeats from their median, in seconds. */
    public double spread() {
        double median = median();
        return median(seconds.stream().map(s -> Math.abs(s - median)).toList());
    }

    /** Seconds of one run in the fastest repeat. */
    public double best() {
        return seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s ± %s a run (median ± median absolute deviation of %d repeats of %,d runs), %s allocated",
                Quantity.seconds(median()),
                Quantity.seconds(spread()),
                seconds.size(),
                loops,
                Quantity.bytes(bytes));
    }
}
