package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/**
 * Focal loss (Lin et al. 2017, arXiv 1708.02002, equation 5): -a (1 - p)^g log p, with p the probability of the true class.
 * Examples that are predicted well count for little. For two classes a is that of class 1, and class 0 has 1 - a; for more
 * every class has a.
 */
public final class FocalLoss extends ClassLoss {
    private final float alpha;
    private final float gamma;

    /**
     * @param alpha a, above 0 and at most 1, such as 0.25
     * @param gamma g, 0 or more, such as 2; with 0 it is weighted cross-entropy
     */
    public FocalLoss(double alpha, double gamma) {
        super("FocalLoss");
        if (!(alpha > 0 && alpha <= 1)) {
            throw new InputException("Alpha is " + alpha + ", but it must be above 0 and at most 1, such as 0.25.");
        }
        if (!(gamma >= 0 && Double.isFinite(gamma))) {
            throw new InputException("Gamma is " + gamma + ", but it must be 0 or more, such as 2.");
        }
        this.alpha = (float) alpha;
        this.gamma = (float) gamma;
    }

    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        NDArray logP = at(labels, logits.logSoftmax(1));
        NDArray focus = gamma == 0 ? null : power(logP.exp().neg().add(1f), gamma);
        NDArray losses = focus == null ? logP : logP.mul(focus);
        return losses.mul(weights(labels, logits.getShape().get(1))).neg();
    }

    /** A power whose slope at 0 is finite for every exponent. */
    private static NDArray power(NDArray base, float exponent) {
        return exponent == 2 ? base.mul(base) : Scalar.power(Scalar.atLeast(base, 1e-12), exponent);
    }

    private NDArray weights(NDArray labels, long classes) {
        NDArray positive = labels.toType(DataType.FLOAT32, false).reshape(-1);
        return classes == 2
                ? Scalar.times(positive, 2 * alpha - 1).add(1 - alpha)
                : positive.zerosLike().add(alpha);
    }
}
