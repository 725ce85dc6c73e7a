package joulebook.ml.scaling;

import joulebook.ml.InputException;
import org.hipparchus.analysis.solvers.BrentSolver;

/**
 * The loss of a model with N parameters after S steps of batches of B tokens, on data without repetition (Kaplan et al.
 * 2020, arXiv 2001.08361, equations 1.6 and 5.4; confirmed and estimated step by step by Su et al. 2024, arXiv 2403.06563):
 *
 * <pre>
 * L = (N_c / N)^alpha_N + (S_c / S_min)^alpha_S,  S_min = S / (1 + B_crit(L) / B),  B_crit(L) = B_star / L^(1 / alpha_B)
 * </pre>
 *
 * <p>All constants are positive. {@link TrajectoryEstimate} finds them.
 */
public record TrajectoryLaw(double nC, double alphaN, double sC, double alphaS, double bStar, double alphaB) {

    private static final double RELATIVE_ACCURACY = 1e-12;
    private static final int MAX_EVALUATIONS = 1000;

    public TrajectoryLaw {
        requirePositive("N_c", nC);
        requirePositive("alpha_N", alphaN);
        requirePositive("S_c", sC);
        requirePositive("alpha_S", alphaS);
        requirePositive("B_star", bStar);
        requirePositive("alpha_B", alphaB);
    }

    /** The loss after endless training. */
    public double convergedLoss(double n) {
        requirePositive("N", n);
        return Math.pow(nC / n, alphaN);
    }

    /** The loss L that the law defines implicitly: the one root of a function that falls in L. */
    public double loss(double n, double steps, double batch) {
        requirePositive("S", steps);
        requirePositive("B", batch);
        double converged = convergedLoss(n);
        double low = converged * (1 + RELATIVE_ACCURACY);
        double high = 2 * converged;
        while (gap(high, converged, steps, batch) > 0) {
            high *= 2;
        }
        if (gap(low, converged, steps, batch) <= 0) {
            return low;
        }
        return new BrentSolver(RELATIVE_ACCURACY, RELATIVE_ACCURACY * converged)
                .solve(MAX_EVALUATIONS, loss -> gap(loss, converged, steps, batch), low, high);
    }

    private double gap(double loss, double converged, double steps, double batch) {
        return converged + Math.pow(sC / minSteps(steps, batch, loss), alphaS) - loss;
    }

    /** B_crit, the batch size that takes twice the fewest steps and twice the fewest tokens to a loss. */
    public double criticalBatch(double loss) {
        requirePositive("L", loss);
        return bStar / Math.pow(loss, 1 / alphaB);
    }

    /** S_min, the steps that endlessly large batches would have taken to the same loss. */
    public double minSteps(double steps, double batch, double loss) {
        return steps / (1 + criticalBatch(loss) / batch);
    }

    /** E_min, the tokens that the smallest batches would have taken to the same loss. */
    public double minTokens(double steps, double batch, double loss) {
        return batch * steps / (1 + batch / criticalBatch(loss));
    }

    /**
     * The steps to a loss.
     *
     * @throws InputException if the model does not come to the loss
     */
    public double stepsTo(double loss, double n, double batch) {
        double converged = convergedLoss(n);
        if (loss <= converged) {
            throw new InputException("A model of " + n + " parameters does not come to a loss of " + loss
                    + ", for its loss falls to " + converged + ": ask for a higher loss or a larger model.");
        }
        requirePositive("B", batch);
        return sC * (1 + criticalBatch(loss) / batch) / Math.pow(loss - converged, 1 / alphaS);
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new InputException(name + " is " + value + ": give a positive finite number.");
        }
    }
}
