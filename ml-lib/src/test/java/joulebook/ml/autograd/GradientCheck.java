package joulebook.ml.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.List;

/** A loss's value and gradient by its predictions, and the gradient once more by differences. */
public final class GradientCheck {

    private GradientCheck() {}

    /** The value of a loss and its gradient by the predictions. */
    public record Result(double loss, float[] gradient) {}

    public static Result of(Loss loss, NDArray labels, float[] predictions, Shape shape) {
        try (NDManager manager = labels.getManager().newSubManager()) {
            NDArray array = manager.create(predictions, shape);
            try (LossGradient g = Autograd.gradient(
                    new ParameterVector(List.of("predictions"), List.of(array)),
                    () -> loss.evaluate(new NDList(labels), new NDList(array)))) {
                return new Result(
                        g.loss().getFloat(), g.gradient().arrays().get(0).toFloatArray());
            }
        }
    }

    /** Asserts that the gradient agrees with central differences to 1e-3 of its largest entry. */
    public static void assertGradient(Loss loss, NDArray labels, float[] predictions, Shape shape, float step) {
        float[] gradient = of(loss, labels, predictions, shape).gradient();
        double largest = 0;
        for (float g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        for (int i = 0; i < predictions.length; i++) {
            float[] above = predictions.clone();
            float[] below = predictions.clone();
            above[i] += step;
            below[i] -= step;
            double difference = (of(loss, labels, above, shape).loss()
                            - of(loss, labels, below, shape).loss())
                    / ((double) above[i] - below[i]);
            assertThat(Math.abs(gradient[i] - difference))
                    .as("gradient %d: %s, by differences %s", i, gradient[i], difference)
                    .isLessThanOrEqualTo(1e-3 * largest);
        }
    }
}
