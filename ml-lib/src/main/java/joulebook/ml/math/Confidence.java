package joulebook.ml.math;

import java.util.Arrays;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * Intervals of 95 % for means of few values, such as one a seed, and for the difference and the ratio of two means. The
 * values are taken to be about normal. A single value has no interval. And intervals from draws.
 */
public final class Confidence {

    private static final double LEVEL = 0.95;

    private Confidence() {}

    /** A mean by Student's t (1908). */
    public static Estimate ofMean(double... values) {
        double mean = StatUtils.mean(values);
        return around(mean, squaredError(values), values.length - 1.0);
    }

    /**
     * The mean of the other values less that of the baseline's: by Student's t on the differences where the values are
     * paired, else by Welch's t (1947).
     *
     * @param paired whether the values at the same index belong together
     * @throws InputException if they are paired but not equally many
     */
    public static Estimate ofDifference(double[] baseline, double[] other, boolean paired) {
        return paired ? ofMean(differences(baseline, other)) : welch(baseline, other);
    }

    /**
     * The geometric mean of the other values over that of the baseline's: the difference of the means of the logarithms,
     * turned back. Unlike the ratio of arithmetic means (Fieller 1954) it is bounded for two values too, and what
     * multiplies both sides, such as a wrong scale, drops out. NaN if a value is not positive.
     *
     * @param paired whether the values at the same index belong together
     * @throws InputException if they are paired but not equally many
     */
    public static Estimate ofRatio(double[] baseline, double[] other, boolean paired) {
        Estimate logs = ofDifference(logs(baseline), logs(other), paired);
        return Double.isFinite(logs.value())
                ? new Estimate(Math.exp(logs.value()), Math.exp(logs.low()), Math.exp(logs.high()))
                : Estimate.of(Double.NaN);
    }

    /**
     * The interval that holds 95 % of what resampling gave (the bootstrap's percentiles, Efron 1979). Draws that are not
     * finite are left out, as a draw may leave a quantity undefined; without draws there is no interval.
     */
    public static Estimate ofDraws(double value, double... draws) {
        double[] finite = Arrays.stream(draws).filter(Double::isFinite).toArray();
        return finite.length == 0 || Double.isNaN(value)
                ? Estimate.of(value)
                : new Estimate(
                        value,
                        StatUtils.percentile(finite, 50 * (1 - LEVEL)),
                        StatUtils.percentile(finite, 50 * (1 + LEVEL)));
    }

    private static Estimate welch(double[] baseline, double[] other) {
        double baseError = squaredError(baseline);
        double otherError = squaredError(other);
        double sum = baseError + otherError;
        double freedom = sum == 0
                ? baseline.length + other.length - 2.0
                : sum
                        * sum
                        / (baseError * baseError / (baseline.length - 1)
                                + otherError * otherError / (other.length - 1));
        return around(StatUtils.mean(other) - StatUtils.mean(baseline), sum, freedom);
    }

    private static double[] differences(double[] baseline, double[] other) {
        if (baseline.length != other.length) {
            throw new InputException("Paired values come in equal numbers, but there are " + baseline.length + " and "
                    + other.length + ".");
        }
        return IntStream.range(0, other.length)
                .mapToDouble(i -> other[i] - baseline[i])
                .toArray();
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    private static Estimate around(double value, double squaredError, double freedom) {
        double half = quantile(freedom) * Math.sqrt(squaredError);
        return new Estimate(value, value - half, value + half);
    }

    /** NaN for a single value. */
    private static double squaredError(double[] values) {
        return values.length > 1 ? StatUtils.variance(values) / values.length : Double.NaN;
    }

    private static double quantile(double freedom) {
        return freedom > 0 ? new TDistribution(freedom).inverseCumulativeProbability((1 + LEVEL) / 2) : Double.NaN;
    }
}
