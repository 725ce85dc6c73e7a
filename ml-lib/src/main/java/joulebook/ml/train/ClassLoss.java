package joulebook.ml.train;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;

/**
 * A loss of class labels and logits, the mean over the batch. Shapes are checked before it is computed; labels out of range
 * are found when that fails, so that no step waits for the check.
 */
public abstract class ClassLoss extends Loss {

    protected ClassLoss(String name) {
        super(name);
    }

    /**
     * The loss of each example.
     *
     * @param labels (B, 1) classes, int64
     * @param logits (B, K)
     * @return (B)
     */
    protected abstract NDArray each(NDArray labels, NDArray logits);

    /**
     * The loss of a batch, a scalar.
     *
     * @param labels (B) or (B, 1) classes from 0 to K - 1
     * @param predictions (B, K) logits
     * @throws InputException if the shapes do not go together, or a label is out of range
     */
    @Override
    public final NDArray evaluate(NDList labels, NDList predictions) {
        NDArray y = labels.singletonOrThrow();
        NDArray logits = predictions.singletonOrThrow();
        if (logits.getShape().dimension() != 2
                || logits.isEmpty()
                || y.size() != logits.getShape().get(0)) {
            throw new InputException("Labels of shape " + y.getShape() + " do not go with logits of shape "
                    + logits.getShape() + ": give (B) classes and (B, K) logits, with one example at least.");
        }
        NDArray classes = y.toType(DataType.INT64, false).reshape(-1, 1);
        try {
            return each(classes, logits).mean();
        } catch (EngineException e) {
            long k = logits.getShape().get(1);
            long least = classes.min().getLong();
            long largest = classes.max().getLong();
            if (least < 0 || largest >= k) {
                throw new InputException("The labels run from " + least + " to " + largest + ", but with " + k
                        + " logits they must be from 0 to " + (k - 1) + ".");
            }
            throw e;
        }
    }

    /** The entries at the labels: (B) of (B, K). */
    protected static NDArray at(NDArray labels, NDArray values) {
        return values.gather(labels, 1).reshape(-1);
    }

    /** log sum_k exp(z_k), stable: (B) of (B, K). */
    protected static NDArray logSumExp(NDArray z) {
        NDArray largest = NoGrad.call(() -> z.max(new int[] {1}, true));
        return z.sub(largest).exp().sum(new int[] {1}).log().add(largest.reshape(-1));
    }
}
