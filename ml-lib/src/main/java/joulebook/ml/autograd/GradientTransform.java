package joulebook.ml.autograd;

/** Changes the gradients of a step in place before the optimizer sees them: clipping, masking, noise. */
@FunctionalInterface
public interface GradientTransform {

    /**
     * Changes the gradient.
     *
     * @param weights not to be changed
     * @param gradient of the same names and shapes; to be changed in place
     */
    void apply(ParameterVector weights, ParameterVector gradient);
}
