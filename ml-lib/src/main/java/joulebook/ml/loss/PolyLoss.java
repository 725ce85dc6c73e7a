package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/** Poly-1 loss (Leng et al. 2022, arXiv 2204.12511, equation 5): cross-entropy + e (1 - p), with p that of the true class. */
public final class PolyLoss extends ClassLoss {
    private final float epsilon;

    /** @param epsilon e, such as 1 */
    public PolyLoss(double epsilon) {
        super("PolyLoss");
        if (!Double.isFinite(epsilon)) {
            throw new InputException("Epsilon is " + epsilon + ", but it must be a number, such as 1.");
        }
        this.epsilon = (float) epsilon;
    }

    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        NDArray logP = at(labels, logits.logSoftmax(1));
        return Scalar.times(logP.exp().neg().add(1f), epsilon).sub(logP);
    }
}
