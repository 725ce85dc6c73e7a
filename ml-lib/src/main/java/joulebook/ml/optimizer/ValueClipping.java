package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;

/** Brings each entry of a gradient between minus and plus the largest. */
public record ValueClipping(double largest) implements GradientTransform {

    public ValueClipping {
        if (!(largest > 0)) {
            throw new InputException("The value to clip at is " + largest + ", but it must be positive, such as 1.");
        }
    }

    @Override
    public void apply(ParameterVector weights, ParameterVector gradient) {
        NoGrad.run(() -> gradient.arrays().forEach(array -> {
            // NDArray.clip would leave its two bounds to the manager of the array
            try (NDArray low = array.getManager().create((float) -largest);
                    NDArray high = array.getManager().create((float) largest);
                    NDArray atLeast = array.maximum(low);
                    NDArray clipped = atLeast.minimum(high)) {
                NoGrad.copy(clipped, array);
            }
        }));
    }
}
