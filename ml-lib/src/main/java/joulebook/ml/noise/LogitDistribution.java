package joulebook.ml.noise;

import joulebook.ml.InputException;
import org.hipparchus.analysis.solvers.BrentSolver;

/**
 * The logits of one class as a normal distribution, and where to decide between two (Godin 2025, arXiv 2506.02154).
 *
 * @param mean of the logits
 * @param deviation positive
 * @param share of the class among all examples, positive
 */
public record LogitDistribution(double mean, double deviation, double share) {

    private static final int MAX_EVALUATIONS = 1000;

    public LogitDistribution {
        if (!(deviation > 0 && share > 0 && Double.isFinite(mean))) {
            throw new InputException("The logits of a class have the mean " + mean + ", the deviation " + deviation
                    + " and the share " + share + ": give a finite mean, and the others positive.");
        }
    }

    /**
     * The logit between the two means where both classes are as likely.
     *
     * @throws InputException if one class is the likelier one all the way
     */
    public double cutOff(LogitDistribution other) {
        double low = Math.min(mean, other.mean);
        double high = Math.max(mean, other.mean);
        if (gap(other, low) * gap(other, high) > 0) {
            throw new InputException("One class is likelier all the way from " + low + " to " + high
                    + ", so there is no cut-off between: the classes overlap too much.");
        }
        return new BrentSolver(1e-12).solve(MAX_EVALUATIONS, logit -> gap(other, logit), low, high);
    }

    private double gap(LogitDistribution other, double logit) {
        return logDensity(logit) - other.logDensity(logit);
    }

    private double logDensity(double logit) {
        double z = (logit - mean) / deviation;
        return Math.log(share / deviation) - z * z / 2;
    }
}
