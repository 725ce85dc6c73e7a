package joulebook.ml.scaling;

import java.util.Locale;

/**
 * A number with its interval.
 *
 * @param value the value on all points
 * @param low the lower end of the bootstrap interval
 * @param high the upper end
 */
public record Estimate(double value, double low, double high) {
    /** For example {@code 0.2242 [0.1064, 0.3178]}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4g [%.4g, %.4g]", value, low, high);
    }
}
