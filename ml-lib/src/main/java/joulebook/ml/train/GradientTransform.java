package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import java.util.List;

/** Changes the gradients of a step in place before the optimizer sees them: clipping, masking, noise. */
@FunctionalInterface
public interface GradientTransform {

    /**
     * A parameter and the gradient of the batch's loss with respect to it.
     *
     * @param parameter what is to be updated
     * @param gradient of the parameter's shape; lives until the end of the step
     */
    record ParameterGradient(Parameter parameter, NDArray gradient) {}

    /** Changes the gradients of all trainable parameters, in the order of the block's parameters. */
    void apply(List<ParameterGradient> gradients);
}
