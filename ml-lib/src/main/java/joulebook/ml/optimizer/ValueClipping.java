package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;

/** Brings each entry of a gradient between minus and plus the largest. */
public record ValueClipping(double largest) implements GradientTransform {
    private static final NDIndex WHOLE = new NDIndex(":");

    public ValueClipping {
        if (!(largest > 0)) {
            throw new InputException("The value to clip at is " + largest + ", but it must be positive, such as 1.");
        }
    }

    @Override
    public void apply(ParameterVector weights, ParameterVector gradient) {
        NoGrad.run(() -> gradient.arrays().forEach(array -> {
            try (NDArray clipped = array.clip(-largest, largest)) {
                array.set(WHOLE, clipped); // copyTo would put the gradient into memory that the JVM frees
            }
        }));
    }
}
