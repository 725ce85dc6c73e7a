package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;

/**
 * Cross-entropy with smoothed labels, q'(k) = (1 - epsilon) q(k) + epsilon / K (Szegedy et al. 2016, arXiv 1512.00567,
 * section 7): the mean over the batch of -sum_k q'(k) log p(k), with p the softmax of the logits. Keeps the gap between the
 * logit of the label and the others near log((K (1 - epsilon) + epsilon) / epsilon).
 */
public final class LabelSmoothing extends Loss {

    /** The paper's epsilon. */
    public static final double EPSILON = 0.1;

    private final double epsilon;

    /** @param epsilon at least 0, which is plain cross-entropy, and below 1 */
    public LabelSmoothing(double epsilon) {
        super("LabelSmoothing");
        if (!(epsilon >= 0 && epsilon < 1)) {
            throw new InputException(
                    "The smoothing is " + epsilon + ", but it must be at least 0 and below 1, such as 0.1.");
        }
        this.epsilon = epsilon;
    }

    /**
     * The loss of a batch, a scalar.
     *
     * @param labels (B) classes, or (B, K) distributions q
     * @param predictions (B, K) logits
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray q = labels.singletonOrThrow();
        NDArray logits = predictions.singletonOrThrow();
        boolean distributions = q.getShape().equals(logits.getShape());
        if (logits.getShape().dimension() != 2
                || !distributions && q.size() != logits.getShape().get(0)) {
            throw new InputException("Labels of shape " + q.getShape() + " do not go with logits of shape "
                    + logits.getShape() + ": give (B) classes or (B, K) distributions, and (B, K) logits.");
        }
        NDArray logP = logits.logSoftmax(1);
        NDArray ofLabel = distributions
                ? logP.mul(q).sum(new int[] {1})
                : logP.gather(q.toType(DataType.INT64, false).reshape(-1, 1), 1).reshape(-1);
        NDArray ofAll = logP.mean(new int[] {1});
        return Scalar.times(ofLabel, 1 - epsilon)
                .add(Scalar.times(ofAll, epsilon))
                .mean()
                .neg();
    }
}
