package joulebook.ml.math;

import java.util.Arrays;
import joulebook.ml.InputException;

/**
 * The straight line y = intercept + slope x with the least weighted sum of squares.
 *
 * @param rSquared the share of the (weighted) variance of y that the line explains
 */
public record LineFit(double intercept, double slope, double rSquared) {

    /** All points count alike. */
    public static LineFit of(double[] x, double[] y) {
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        return weighted(x, y, ones);
    }

    /**
     * A point counts by its weight.
     *
     * @param weights one a point, not negative
     * @throws InputException if there are not two different x with a weight, or the lengths differ
     */
    public static LineFit weighted(double[] x, double[] y, double[] weights) {
        if (x.length != y.length || x.length != weights.length) {
            throw new InputException("A line got " + x.length + " x, " + y.length + " y and " + weights.length
                    + " weights: give as many of each.");
        }
        double meanX = mean(x, weights);
        double meanY = mean(y, weights);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xx += weights[i] * (x[i] - meanX) * (x[i] - meanX);
            xy += weights[i] * (x[i] - meanX) * (y[i] - meanY);
            yy += weights[i] * (y[i] - meanY) * (y[i] - meanY);
        }
        if (!(xx > 0)) {
            throw new InputException("A line needs points at two different x at least, but all of the " + x.length
                    + " are at one: give others.");
        }
        double slope = xy / xx;
        return new LineFit(meanY - slope * meanX, slope, yy > 0 ? slope * xy / yy : 1);
    }

    private static double mean(double[] values, double[] weights) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
            total += weights[i];
        }
        return sum / total;
    }
}
