package joulebook.ml.optimizer;

import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.ParameterVector;

/**
 * Scales a gradient down to a largest Euclidean norm over all tensors (Pascanu, Mikolov, Bengio, arXiv 1211.5063,
 * algorithm 1).
 */
public record NormClipping(double largest) implements GradientTransform {

    public NormClipping {
        if (!(largest > 0)) {
            throw new InputException("The norm to clip at is " + largest + ", but it must be positive, such as 1.");
        }
    }

    @Override
    public void apply(ParameterVector weights, ParameterVector gradient) {
        double norm = gradient.norm();
        if (norm > largest) {
            gradient.scale(largest / norm);
        }
    }
}
