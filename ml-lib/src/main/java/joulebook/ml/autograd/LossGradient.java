package joulebook.ml.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * A loss and its gradient. The gradient shares its memory with what PyTorch accumulates at the parameters: it may be
 * changed in place, holds until this is closed, and has to be closed before the next one is taken.
 *
 * @param loss a scalar, owned by the manager that the loss was computed with
 * @param parameters what was differentiated by
 * @param gradient of the same names and shapes
 */
public record LossGradient(NDArray loss, ParameterVector parameters, ParameterVector gradient)
        implements AutoCloseable {

    /** Sets what PyTorch has accumulated to zero, for else the next gradient would be added to it. */
    @Override
    public void close() {
        gradient.close();
        parameters.arrays().forEach(array -> JniUtils.zeroGrad((PtNDArray) array));
    }
}
