package joulebook.ml.math;

import java.util.Locale;

/**
 * A number with its interval.
 *
 * @param value the best value
 * @param low the lower end of the interval; NaN where there is none, for want of data
 * @param high the upper end
 */
public record Estimate(double value, double low, double high) {
    /** A number of which nothing says how sure it is. */
    public static Estimate of(double value) {
        return new Estimate(value, Double.NaN, Double.NaN);
    }

    /** Whether the interval is known and bounded. */
    public boolean isBounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** Whether there is an interval and the number lies outside of it: the data speak against it. */
    public boolean excludes(double number) {
        return number < low || number > high;
    }

    /** The estimate times a positive factor. */
    public Estimate times(double factor) {
        return new Estimate(value * factor, low * factor, high * factor);
    }

    /** For example {@code 0.2242 [0.1064, 0.3178]}. */
    @Override
    public String toString() {
        String number = String.format(Locale.ROOT, "%.4g", value);
        return Double.isNaN(low) ? number : number + String.format(Locale.ROOT, " [%.4g, %.4g]", low, high);
    }
}
