package joulebook.ml.scaling;

/**
 * A number with its interval.
 *
 * @param value the value on all points
 * @param low the lower end of the bootstrap interval
 * @param high the upper end
 */
public record Estimate(double value, double low, double high) {}
