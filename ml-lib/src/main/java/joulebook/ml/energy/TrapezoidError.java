package joulebook.ml.energy;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The error of a power integrated by the trapezoid rule from samples at random times, told by how the samples scatter.
 *
 * <p>The increments d of the power between samples are taken to be those of a random walk and of white noise together. A
 * random walk errs by {@code E d^2 g^2 / 12} in a gap of g seconds (the variance of a Brownian bridge's mean); white noise
 * errs by {@code E d^2 / 2} times the square of a sample's weight. Successive increments tell the two apart: their
 * correlation is 0 in a random walk and -1/2 in white noise. The standard error of that correlation, 1 / sqrt(n), is added
 * on the side of noise, which errs more. What never shows in a sample, such as one short peak, cannot be told.
 */
final class TrapezoidError {

    private static final double CONFIDENCE = 0.95;

    private int increments;
    private double squares;
    private double products;
    private double seconds;
    private double gapCubes;
    private double weightSquares;
    private double lastIncrement;
    private double lastGap;

    /**
     * @param gap the time since the sample before, in s
     * @param increment the power since then, in W
     */
    void add(double gap, double increment) {
        products += increments == 0 ? 0 : lastIncrement * increment;
        increments++;
        squares += increment * increment;
        seconds += gap;
        gapCubes += gap * gap * gap;
        weightSquares += square((lastGap + gap) / 2);
        lastIncrement = increment;
        lastGap = gap;
    }

    /** Half of the 95 % interval, in J. */
    double halfWidth() {
        if (squares == 0 || seconds == 0) {
            return 0;
        }
        double noise = Math.min(1, Math.max(0, 2 * (1 / Math.sqrt(increments) - products / squares)));
        double meanSquare = squares / increments;
        double meanGap = seconds / increments;
        double variance = meanSquare
                * (noise / 2 * (weightSquares + square(lastGap / 2)) + (1 - noise) / 12 * gapCubes / meanGap);
        double quantile =
                new TDistribution(Math.max(1, increments - 1)).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        return quantile * Math.sqrt(variance);
    }

    private static double square(double x) {
        return x * x;
    }
}
