package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;
import java.util.function.UnaryOperator;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;

/** The mean over all numbers of a function of the error, target less prediction. */
public final class ErrorLoss extends Loss {
    private static final float LN_2 = (float) Math.log(2);

    private final UnaryOperator<NDArray> ofError;

    private ErrorLoss(String name, UnaryOperator<NDArray> ofError) {
        super(name);
        this.ofError = ofError;
    }

    /** The squared error e^2. */
    public static ErrorLoss squared() {
        return new ErrorLoss("SquaredError", NDArray::square);
    }

    /** The absolute error |e|. */
    public static ErrorLoss absolute() {
        return new ErrorLoss("AbsoluteError", NDArray::abs);
    }

    /**
     * Huber's loss (1964): e^2 / 2 up to |e| = d, from there on d (|e| - d / 2).
     *
     * @param delta d, positive
     */
    public static ErrorLoss huber(double delta) {
        requirePositive("Delta", delta);
        float d = (float) delta;
        return new ErrorLoss("Huber", error -> {
            NDArray size = error.abs();
            NDArray inner = Scalar.atMost(size, d);
            return inner.mul(size.sub(Scalar.times(inner, 0.5))); // d |e| - d^2 / 2 beyond d
        });
    }

    /** log cosh e, which is |e| + log(1 + exp(-2 |e|)) - log 2 and so never overflows. */
    public static ErrorLoss logCosh() {
        return new ErrorLoss("LogCosh", error -> {
            NDArray size = error.abs();
            return size.add(Activation.softPlus(Scalar.times(size, -2))).sub(LN_2);
        });
    }

    /**
     * The quantile or pinball loss (Koenker and Bassett 1978): max(q e, (q - 1) e), which the q-quantile minimises.
     *
     * @param quantile q, between 0 and 1
     */
    public static ErrorLoss quantile(double quantile) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new InputException("The quantile is " + quantile + ", but it must be between 0 and 1, such as 0.9.");
        }
        float q = (float) quantile;
        return new ErrorLoss("Quantile", error -> Scalar.times(error, q).maximum(Scalar.times(error, q - 1)));
    }

    /**
     * The loss of a batch, a scalar.
     *
     * @param labels the targets
     * @param predictions as many numbers
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray target = labels.singletonOrThrow();
        NDArray predicted = predictions.singletonOrThrow();
        if (target.size() != predicted.size() || predicted.isEmpty()) {
            throw new InputException("Targets of shape " + target.getShape() + " do not go with predictions of shape "
                    + predicted.getShape() + ": give as many of both, and one at least.");
        }
        return ofError.apply(target.reshape(predicted.getShape()).sub(predicted))
                .mean();
    }

    private static void requirePositive(String what, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new InputException(what + " is " + value + ", but it must be positive, such as 1.");
        }
    }
}
