package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/**
 * The pairwise softmax loss (Yang et al. 2024, arXiv 2411.00163, PSL): log sum_j s(d_j)^(1/tau) over all j but the true class y,
 * with d_j = f_j - f_y and s a surrogate of the step at 0. With s = exp it is the softmax loss of recommendation; the others lie
 * below it on [-1, 1], so that large d, as of false negatives, count for less. For scores in [-1/2, 1/2], such as
 * {@link CosineScore}: a positive's and its sampled negatives' are (B, 1 + N) scores with the label 0.
 */
public final class PairwiseSoftmaxLoss extends ClassLoss {
    private static final double TINY = 1e-8;
    private static final float LN_2 = (float) Math.log(2);
    /** What is added to the true class's own logarithm: e to it is 0. */
    private static final float LEFT_OUT = -1e30f;

    /** s, with s(0) = s'(0) = 1. */
    public enum Surrogate {
        /** tanh(d) + 1. */
        TANH {
            @Override
            NDArray log(NDArray d) {
                return Activation.softPlus(Scalar.times(d, -2)).neg().add(LN_2);
            }
        },
        /** max(d + 1, 0). */
        RELU {
            @Override
            NDArray log(NDArray d) {
                return Scalar.atLeast(d.add(1f), TINY).log();
            }
        },
        /** arctan(d) + 1. */
        ATAN {
            @Override
            NDArray log(NDArray d) {
                return Scalar.atLeast(d.atan().add(1f), TINY).log();
            }
        },
        /** e^d. */
        EXP {
            @Override
            NDArray log(NDArray d) {
                return d;
            }
        };

        abstract NDArray log(NDArray d);
    }

    private final Surrogate surrogate;
    private final double tau;

    /** @param tau the temperature, positive, such as 0.2 */
    public PairwiseSoftmaxLoss(Surrogate surrogate, double tau) {
        super("PairwiseSoftmaxLoss");
        if (!(tau > 0 && Double.isFinite(tau))) {
            throw new InputException("Tau is " + tau + ", but it must be positive, such as 0.2.");
        }
        this.surrogate = surrogate;
        this.tau = tau;
    }

    @Override
    protected NDArray each(NDArray labels, NDArray scores) {
        int classes = (int) scores.getShape().get(1);
        if (classes < 2) {
            throw new InputException("The pairwise softmax loss needs 2 scores an example or more, but there is 1.");
        }
        NDArray d = scores.sub(scores.gather(labels, 1));
        NDArray own = Scalar.times(labels.reshape(-1).oneHot(classes), LEFT_OUT);
        return logSumExp(Scalar.over(surrogate.log(d), tau).add(own));
    }
}
