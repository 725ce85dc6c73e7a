package joulebook.ml.calibration;

import ai.djl.ndarray.NDArray;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/**
 * The correctness-aware loss (Liu et al. 2024, arXiv 2404.13016): the squared distance of the confidence, the largest softmax,
 * from 1 where the prediction is right and from 0 where it is wrong. For calibrated logits: it does not teach a classifier.
 */
public final class CorrectnessAwareLoss extends ClassLoss {
    private final boolean balanced;

    /**
     * @param balanced whether right and wrong predictions have the same weight in a batch together; where all are right or
     *     all are wrong it changes nothing
     */
    public CorrectnessAwareLoss(boolean balanced) {
        super("CorrectnessAwareLoss");
        this.balanced = balanced;
    }

    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        NDArray predicted =
                logits.argMax(1).oneHot((int) logits.getShape().get(1)).toType(logits.getDataType(), false);
        NDArray right = at(labels, predicted);
        NDArray confidence = logits.softmax(1).max(new int[] {1});
        NDArray squares = confidence.sub(right).square();
        double accuracy = balanced ? right.mean().getFloat() : 0;
        if (accuracy == 0 || accuracy == 1) {
            return squares;
        }
        NDArray weights = Scalar.times(right, 1 - 2 * accuracy).add((float) accuracy); // 1 - accuracy where right
        return Scalar.over(squares.mul(weights), 2 * accuracy * (1 - accuracy));
    }
}
