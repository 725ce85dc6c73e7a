package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;

/**
 * How little a predicted foreground overlaps with the true one, for segmentation: 1 - (TP + s) / (TP + a FP + b FN + s), with
 * soft counts over the whole batch (Tversky loss: Salehi et al. 2017, arXiv 1706.05721). With a = b = 1/2 it is the Dice loss,
 * with a = b = 1 Jaccard's.
 */
public final class OverlapLoss extends Loss {
    private final float falsePositives;
    private final float falseNegatives;
    private final float smooth;

    /**
     * @param falsePositives a, 0 or more
     * @param falseNegatives b, 0 or more
     * @param smooth s, 0 or more: keeps the loss defined where there is no foreground
     */
    public OverlapLoss(double falsePositives, double falseNegatives, double smooth) {
        super("OverlapLoss");
        if (!(falsePositives >= 0 && falseNegatives >= 0 && smooth >= 0)) {
            throw new InputException("The weights of false positives and negatives and the smoothing are "
                    + falsePositives + ", " + falseNegatives + " and " + smooth + ", but they must be 0 or more.");
        }
        this.falsePositives = (float) falsePositives;
        this.falseNegatives = (float) falseNegatives;
        this.smooth = (float) smooth;
    }

    /**
     * The Dice loss: 1 - (2 TP + s) / (sum p + sum t + s).
     *
     * @param smooth s, such as 1
     */
    public static OverlapLoss dice(double smooth) {
        return new OverlapLoss(0.5, 0.5, smooth / 2);
    }

    /**
     * The Jaccard or intersection-over-union loss.
     *
     * @param smooth s, such as 1
     */
    public static OverlapLoss jaccard(double smooth) {
        return new OverlapLoss(1, 1, smooth);
    }

    /**
     * The loss of a batch, a scalar.
     *
     * @param labels 0 or 1
     * @param predictions probabilities of the foreground, as many, or (B, 2) logits of background and foreground
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray t = labels.singletonOrThrow().toType(DataType.FLOAT32, false);
        NDArray p = predictions.singletonOrThrow();
        if (p.getShape().dimension() == 2 && p.getShape().get(1) == 2 && p.size() == 2 * t.size()) {
            p = p.softmax(1).get(":, 1");
        }
        if (p.size() != t.size() || p.isEmpty()) {
            throw new InputException("Labels of shape " + t.getShape() + " do not go with predictions of shape "
                    + p.getShape() + ": give a probability for each label, or two logits.");
        }
        NDArray probabilities = p.reshape(1, -1);
        NDArray truth = t.reshape(1, -1);
        NDArray tp = sum(probabilities.mul(truth));
        NDArray fp = Scalar.times(sum(probabilities).sub(tp), falsePositives);
        NDArray fn = Scalar.times(sum(truth).sub(tp), falseNegatives);
        return tp.add(smooth).div(tp.add(fp).add(fn).add(smooth)).neg().add(1f).sum();
    }

    /** Of shape (1), since a scalar times a number becomes float64. */
    private static NDArray sum(NDArray row) {
        return row.sum(new int[] {1});
    }
}
