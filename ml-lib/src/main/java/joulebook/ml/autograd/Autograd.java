package joulebook.ml.autograd;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.function.Supplier;
import joulebook.ml.InputException;

/**
 * Reverse-mode automatic differentiation of a scalar loss. One gradient at a time can be taken in a process (a limit of
 * DJL's gradient collector).
 */
public final class Autograd {

    private Autograd() {}

    /**
     * The gradient of a loss.
     *
     * @param parameters leaves of the computation, such as {@link ParameterVector#of}; one that the loss does not depend
     *     on gets zeros
     * @param loss computes a scalar; arrays that it makes belong to the managers it uses
     * @return to be closed before the next gradient is taken
     */
    public static LossGradient gradient(ParameterVector parameters, Supplier<NDArray> loss) {
        parameters.arrays().forEach(Autograd::requireGradient);
        NDArray value;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            value = loss.get();
            if (value.size() != 1) {
                throw new InputException("A loss to differentiate is a single number, but this has the shape "
                        + value.getShape() + ": take its mean or its sum.");
            }
            collector.backward(value);
        }
        return new LossGradient(
                value,
                parameters,
                new ParameterVector(
                        parameters.names(),
                        parameters.arrays().stream().map(NDArray::getGradient).toList()));
    }

    /**
     * The product of the loss's Hessian with a vector, by central differences of gradients: (g(w + h v) - g(w - h v)) /
     * 2h. Exact up to terms of h squared and the rounding of float32, some 1e-3 of its norm. (PyTorch's double backward
     * is out of reach without a leak: through DJL it leaves a cycle between parameter and gradient that nothing frees.)
     *
     * @param parameters w; moved and put back
     * @param loss computes the same function each time it is called
     * @param vector v; not changed
     * @param manager owns the result
     */
    public static ParameterVector hessianVectorProduct(
            ParameterVector parameters, Supplier<NDArray> loss, ParameterVector vector, NDManager manager) {
        double norm = vector.norm();
        if (norm == 0) {
            return parameters.zeros(manager);
        }
        double h = 1e-2 * Math.max(1, parameters.norm() / Math.sqrt(parameters.size())) / norm;
        try (NDManager scope = manager.newSubManager();
                ParameterVector before = parameters.copy(scope)) {
            ParameterVector product = parameters.zeros(manager);
            try {
                for (int sign : new int[] {1, -1}) {
                    parameters.set(before);
                    parameters.axpy(sign * h, vector);
                    try (LossGradient g = gradient(parameters, loss)) {
                        product.axpy(sign / (2 * h), g.gradient());
                    }
                }
            } finally {
                parameters.set(before);
            }
            return product;
        }
    }

    private static void requireGradient(NDArray leaf) {
        if (!leaf.hasGradient()) {
            leaf.setRequiresGradient(true);
        }
    }
}
