package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/**
 * The hinge loss of several classes (Crammer and Singer 2001): max(0, 1 + the largest other logit - the true class's). For
 * logits (0, f) it is the binary one, max(0, 1 - s f) with s = +-1.
 */
public final class HingeLoss extends ClassLoss {
    /** Far below any logit, so that the true class is not the largest other one. */
    private static final float OUT = 1e30f;

    public HingeLoss() {
        super("HingeLoss");
    }

    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        NDArray truth =
                labels.reshape(-1).oneHot((int) logits.getShape().get(1)).stopGradient();
        NDArray others = logits.sub(Scalar.times(truth, OUT)).max(new int[] {1});
        return Scalar.atLeast(others.sub(at(labels, logits)).add(1f), 0);
    }
}
