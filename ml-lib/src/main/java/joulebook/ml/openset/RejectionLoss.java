package joulebook.ml.openset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;

/**
 * The surrogate loss of a rejector for a fixed predictor (Mohri et al. 2024, arXiv 2301.09044): e exp(alpha r / 2) + c exp(-beta
 * r), where e says whether the predictor is wrong and r is the rejector's score. A prediction is accepted where r is
 * positive. At the minimum that is where it is wrong with a probability below {@link #effectiveCost}, so that no threshold
 * has to be tuned.
 */
public final class RejectionLoss extends Loss {
    /** Exponents stop here, as without a wrong prediction the score would grow for ever. */
    private static final double LARGEST_EXPONENT = 20;

    private final double cost;
    private final double alpha;
    private final double beta;

    /**
     * @param cost c, of a rejection, between 0 and 1; an accepted wrong prediction costs 1
     * @param alpha positive
     * @param beta positive; half of alpha for the cost to be the one given
     */
    public RejectionLoss(double cost, double alpha, double beta) {
        super("RejectionLoss");
        if (!(cost > 0 && cost < 1)) {
            throw new InputException(
                    "The cost of a rejection is " + cost + ", but it must lie between 0 and 1, such as 0.1.");
        }
        if (!(alpha > 0 && beta > 0 && Double.isFinite(alpha + beta))) {
            throw new InputException(
                    "Alpha and beta are " + alpha + " and " + beta + ", but both must be positive, such as 2 and 1.");
        }
        this.cost = cost;
        this.alpha = alpha;
        this.beta = beta;
    }

    /** With alpha 2 and beta 1. */
    public RejectionLoss(double cost) {
        this(cost, 2, 1);
    }

    /** The probability of being wrong, 2 beta c / alpha, from which on the best score rejects. */
    public double effectiveCost() {
        return 2 * beta * cost / alpha;
    }

    /** The score that minimises the expected loss of predictions that are wrong with a probability above 0. */
    public double bestScore(double errorRate) {
        return Math.log(effectiveCost() / errorRate) / (alpha / 2 + beta);
    }

    /**
     * The mean loss of a batch, a scalar.
     *
     * @param labels (B) or (B, 1): 1 where the predictor is wrong, 0 where it is right
     * @param predictions (B) or (B, 1) scores
     * @throws InputException if the shapes do not go together or a label is neither 0 nor 1
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray given = labels.singletonOrThrow();
        NDArray scores = predictions.singletonOrThrow();
        long examples = scores.isEmpty() ? 0 : scores.getShape().get(0);
        if (examples == 0 || scores.size() != examples || given.size() != examples) {
            throw new InputException("Labels of shape " + given.getShape() + " do not go with scores of shape "
                    + scores.getShape() + ": give one score and one label an example, and one example at least.");
        }
        NDArray wrong = given.toType(DataType.FLOAT32, false).reshape(-1);
        if (wrong.mul(wrong.sub(1f)).abs().sum().getFloat() != 0) {
            throw new InputException("The labels of a rejector must be 1 where the predictor is wrong and 0 where it is"
                    + " right, but there are others.");
        }
        NDArray r = scores.reshape(-1);
        NDArray accepted = wrong.mul(exp(Scalar.times(r, alpha / 2)));
        NDArray rejected = Scalar.times(exp(Scalar.times(r, -beta)), cost);
        return accepted.add(rejected).mean();
    }

    private static NDArray exp(NDArray exponent) {
        return Scalar.atMost(exponent, LARGEST_EXPONENT).exp();
    }
}
