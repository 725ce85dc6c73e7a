package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Supplier;
import joulebook.ml.InputException;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;

/**
 * Sharpness-aware minimisation (Foret, Kleiner, Mobahi, Neyshabur, arXiv 2010.01412, algorithm 1): follows the gradient
 * at w + e, where e is the step of length rho that raises the loss most (to first order; equation 2), so that training
 * ends where the whole neighbourhood is low. Two gradients a step.
 *
 * <p>The loss that is returned is that at w. Batch norm's running statistics see both passes.
 *
 * @param rho the radius of the neighbourhood, such as 0.05, or 0.2 under label noise
 * @param norm in which e has the length rho
 */
public record Sam(double rho, Norm norm) implements GradientRule {

    /** How a step is measured, and so which one of a length raises the loss most. */
    public enum Norm {
        /** By the square root of the sum of squares: e = rho g / |g|. */
        EUCLIDEAN,
        /** By the largest entry: e = rho sign(g). */
        MAXIMUM
    }

    public Sam {
        if (!(rho >= 0 && Double.isFinite(rho))) {
            throw new InputException(
                    "The radius rho of SAM is " + rho + ", but it must be a number from 0 on, such as 0.05.");
        }
    }

    public Sam(double rho) {
        this(rho, Norm.EUCLIDEAN);
    }

    /** Where the loss at w + e is no finite number this is the plain gradient at w. */
    @Override
    public LossGradient gradient(ParameterVector weights, Supplier<NDArray> loss) {
        try (NDManager scope = weights.arrays().get(0).getManager().newSubManager()) {
            ParameterVector w = weights.copy(scope);
            NDArray lossHere;
            LossGradient there;
            try {
                lossHere = climb(weights, loss);
                there = Autograd.gradient(weights, loss);
            } finally {
                weights.set(w);
            }
            if (Float.isFinite(there.loss().getFloat())) {
                return new LossGradient(lossHere, weights, there.gradient());
            }
            there.close();
            return Autograd.gradient(weights, loss);
        }
    }

    /** How much higher the loss is at w + e than at w. */
    public double sharpness(ParameterVector weights, Supplier<NDArray> loss) {
        try (NDManager scope = weights.arrays().get(0).getManager().newSubManager()) {
            ParameterVector w = weights.copy(scope);
            try {
                double here = climb(weights, loss).getFloat();
                return NoGrad.call(loss).getFloat() - here;
            } finally {
                weights.set(w);
            }
        }
    }

    /** Goes from w to w + e; returns the loss at w. */
    private NDArray climb(ParameterVector weights, Supplier<NDArray> loss) {
        try (LossGradient g = Autograd.gradient(weights, loss)) {
            ParameterVector direction = g.gradient();
            if (norm == Norm.MAXIMUM) {
                NoGrad.run(() -> direction.arrays().forEach(NDArray::signi));
                weights.axpy(rho, direction);
            } else {
                weights.axpy(rho / (direction.norm() + 1e-12), direction);
            }
            return g.loss();
        }
    }
}
