package joulebook.ml.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import joulebook.ml.InputException;
import joulebook.ml.model.Layers;

/**
 * Gradient norms of single examples in one backward pass: of a linear layer with input a and output gradient d, an
 * example's gradient is d a^T, with the squared norm |d|^2 (|a|^2 + 1), the 1 being the bias's.
 */
public final class PerExampleGradients {

    private PerExampleGradients() {}

    /** A linear layer's input, and zeros that were added to its output: their gradient is the output's. */
    private record Probe(NDArray input, NDArray zeros, boolean bias) {}

    /**
     * The Euclidean norm of each example's gradient over all parameters.
     *
     * @param model whose layers with weights are linear
     * @param features (B, ...); its manager owns what is computed
     * @param loss from the model's output (B, ...) to the sum (not the mean) of the examples' losses
     * @return B norms
     */
    public static double[] norms(Block model, NDArray features, UnaryOperator<NDArray> loss) {
        List<Probe> probes = new ArrayList<>();
        NDManager manager = features.getManager();
        ParameterVector weights = ParameterVector.of(model);
        try (LossGradient gradient = Autograd.gradient(
                weights,
                () -> loss.apply(Layers.walk(model, features, (layer, in) -> pass(layer, in, probes, manager))))) {
            return NoGrad.call(() -> {
                double[] squares = new double[(int) features.getShape().get(0)];
                for (Probe probe : probes) {
                    double[] delta = squaredRows(probe.zeros().getGradient());
                    double[] input = squaredRows(probe.input());
                    for (int i = 0; i < squares.length; i++) {
                        squares[i] += delta[i] * (input[i] + (probe.bias() ? 1 : 0));
                    }
                }
                for (int i = 0; i < squares.length; i++) {
                    squares[i] = Math.sqrt(squares[i]);
                }
                return squares;
            });
        }
    }

    private static NDArray pass(Block layer, NDArray input, List<Probe> probes, NDManager manager) {
        NDArray output = Layers.forward(layer, input, false);
        if (layer.getDirectParameters().isEmpty()) {
            return output;
        }
        if (!(layer instanceof Linear) || input.getShape().dimension() != 2) {
            throw new InputException(
                    "Gradients of single examples are told for linear layers on vectors, but the model has a "
                            + layer.getClass().getSimpleName() + " on inputs of shape " + input.getShape()
                            + ": take batches of one example.");
        }
        NDArray zeros = manager.zeros(output.getShape());
        zeros.setRequiresGradient(true);
        probes.add(new Probe(input, zeros, layer.getDirectParameters().contains("bias")));
        return output.add(zeros);
    }

    private static double[] squaredRows(NDArray matrix) {
        float[] rows = matrix.square().sum(new int[] {1}).toFloatArray();
        double[] squares = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            squares[i] = rows[i];
        }
        return squares;
    }
}
