package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;

/**
 * A confusion matrix that is differentiable in the predicted probabilities: each is pushed towards 0 or 1 by the steep
 * sigmoid a = 1 / (1 + exp(-L (p - 1/2))) and counted by that share (Han et al. 2024, arXiv 2405.14745). Of shape (1) each, since a scalar times a number becomes float64.
 */
public record SoftConfusionMatrix(NDArray tp, NDArray fn, NDArray fp, NDArray tn) {

    /**
     * Counts a batch.
     *
     * @param probabilities of the positive class, n numbers of any shape
     * @param labels 0 or 1, n of them
     * @param amplification L, positive
     * @throws InputException if there are no examples, the numbers do not agree, or one is out of its range
     */
    public static SoftConfusionMatrix of(NDArray probabilities, NDArray labels, double amplification) {
        if (!(amplification > 0)) {
            throw new InputException(
                    "The amplification is " + amplification + ", but it must be positive, such as 73.");
        }
        long n = probabilities.size();
        if (n == 0 || labels.size() != n) {
            throw new InputException("There are " + n + " probabilities and " + labels.size()
                    + " labels: give one label a probability, and at least one of each.");
        }
        NDArray p = probabilities.reshape(new Shape(n));
        NDArray y = labels.toType(DataType.FLOAT32, false).reshape(new Shape(n));
        if (!(p.min().getFloat() >= 0 && p.max().getFloat() <= 1)) {
            throw new InputException("The probabilities run from " + p.min().getFloat() + " to "
                    + p.max().getFloat() + ", but must lie between 0 and 1: end the model with a sigmoid.");
        }
        if (y.eq(0).logicalOr(y.eq(1)).logicalNot().any().getBoolean()) {
            throw new InputException("A label is neither 0 nor 1: a confusion matrix is for two classes.");
        }
        NDArray amplified = Activation.sigmoid(Scalar.times(p.sub(0.5), amplification));
        NDArray tp = sum(amplified.mul(y));
        NDArray fn = sum(y).sub(tp);
        NDArray fp = sum(amplified).sub(tp);
        return new SoftConfusionMatrix(tp, fn, fp, sum(y.neg().add(1)).sub(fp));
    }

    private static NDArray sum(NDArray vector) {
        return vector.sum(new int[] {0}, true);
    }
}
