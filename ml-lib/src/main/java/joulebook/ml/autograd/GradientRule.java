package joulebook.ml.autograd;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

/**
 * Which gradient a step follows: that at the weights, or one taken elsewhere, as by methods that look around before they
 * step.
 */
@FunctionalInterface
public interface GradientRule {

    /** The gradient at the weights. */
    GradientRule PLAIN = Autograd::gradient;

    /**
     * The gradient to follow.
     *
     * @param weights left as they were, to the bit
     * @param loss of the batch; can be called more than once
     */
    LossGradient gradient(ParameterVector weights, Supplier<NDArray> loss);
}
