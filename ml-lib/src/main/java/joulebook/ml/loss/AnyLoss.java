package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;

/**
 * AnyLoss (Han, Moniz and Chawla 2024, arXiv 2405.14745): 1 less a metric of the {@link SoftConfusionMatrix} of a batch, for
 * two classes. Batches should hold several examples of the rarer class. Gradients vanish where predictions are sure, so
 * start from weights near zero.
 */
public final class AnyLoss extends Loss {

    /** The amplification that the paper found best. */
    public static final double AMPLIFICATION = 73;

    private static final double SMALLEST_DENOMINATOR = 1e-5;

    /** The root has no slope at zero. */
    private static final double SMALLEST_SQUARE = 1e-12;

    private final Metric metric;
    private final double amplification;

    /** A metric of soft counts, from 0 to 1, differentiable. */
    @FunctionalInterface
    public interface Metric {

        /** The metric, of shape (1). */
        NDArray of(SoftConfusionMatrix counts);

        /** (TP + TN) / n. */
        static Metric accuracy() {
            return m -> m.tp().add(m.tn()).div(m.tp().add(m.fn()).add(m.fp()).add(m.tn()));
        }

        /** (1 + beta^2) TP / ((1 + beta^2) TP + beta^2 FN + FP). */
        static Metric fBeta(double beta) {
            double square = beta * beta;
            return m -> ratio(
                    Scalar.times(m.tp(), 1 + square),
                    Scalar.times(m.tp(), 1 + square)
                            .add(Scalar.times(m.fn(), square))
                            .add(m.fp()));
        }

        /** The geometric mean of the recalls of both classes. */
        static Metric gMean() {
            return m -> Scalar.atLeast(recall(m).mul(specificity(m)), SMALLEST_SQUARE)
                    .sqrt();
        }

        /** The mean of the recalls of both classes. */
        static Metric balancedAccuracy() {
            return m -> Scalar.over(recall(m).add(specificity(m)), 2);
        }
    }

    /**
     * @param name such as {@code f1}
     * @param amplification L, positive
     */
    public AnyLoss(String name, Metric metric, double amplification) {
        super("AnyLoss " + name);
        if (!(amplification > 0)) {
            throw new InputException(
                    "The amplification is " + amplification + ", but it must be positive, such as 73.");
        }
        this.metric = metric;
        this.amplification = amplification;
    }

    /**
     * The loss of a batch, a scalar.
     *
     * @param labels (n) or (n, 1), 0 or 1
     * @param predictions (n) or (n, 1) probabilities of class 1, or (n, 2) logits of both classes
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray predicted = predictions.singletonOrThrow();
        SoftConfusionMatrix matrix =
                SoftConfusionMatrix.of(probabilities(predicted), labels.singletonOrThrow(), amplification);
        return metric.of(matrix).neg().add(1).sum();
    }

    private static NDArray probabilities(NDArray predictions) {
        long columns = predictions.getShape().dimension() < 2
                ? 1
                : predictions.getShape().get(1);
        if (columns > 2) {
            throw new InputException("The model gives " + columns
                    + " outputs an example, but AnyLoss is for two classes: give 1 probability or 2 logits.");
        }
        return columns == 1
                ? predictions
                : Activation.sigmoid(predictions.get(":, 1").sub(predictions.get(":, 0")));
    }

    private static NDArray recall(SoftConfusionMatrix m) {
        return ratio(m.tp(), m.tp().add(m.fn()));
    }

    private static NDArray specificity(SoftConfusionMatrix m) {
        return ratio(m.tn(), m.tn().add(m.fp()));
    }

    private static NDArray ratio(NDArray numerator, NDArray denominator) {
        return numerator.div(Scalar.atLeast(denominator, SMALLEST_DENOMINATOR));
    }
}
