package joulebook.ml.generalization;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.List;
import java.util.function.UnaryOperator;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;

/**
 * A network of matrices with ReLU between them and no biases: f(x) = A_L relu(A_(L-1) ... relu(A_1 x)).
 *
 * @param matrices A_1 to A_L, each (outputs, inputs)
 */
public record ReluNetwork(List<NDArray> matrices) {

    public ReluNetwork {
        matrices = List.copyOf(matrices);
        for (NDArray matrix : matrices) {
            if (matrix.getShape().dimension() != 2) {
                throw new InputException("A network of matrices was expected, but one part has the shape "
                        + matrix.getShape() + ": use linear layers without biases, as ReluNetwork.untrained gives.");
            }
        }
    }

    /** A block to train, which {@link #of} takes: flattened inputs, linear layers without biases of so many units. */
    public static SequentialBlock untrained(int... units) {
        SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock());
        for (int i = 0; i < units.length; i++) {
            if (i > 0) {
                block.add(Activation.reluBlock());
            }
            block.add(Linear.builder().setUnits(units[i]).optBias(false).build());
        }
        return block;
    }

    /** The matrices of a trained block themselves. */
    public static ReluNetwork of(Block block) {
        return new ReluNetwork(ParameterVector.of(block).arrays());
    }

    /**
     * The outputs for some inputs.
     *
     * @param inputs (B, ...); its manager owns the result
     * @return (B, outputs)
     */
    public NDArray outputs(NDArray inputs) {
        return NoGrad.call(() -> {
            NDArray value = inputs.reshape(inputs.getShape().get(0), -1);
            for (int l = 0; l < matrices.size(); l++) {
                NDArray in = l == 0 ? value : Activation.relu(value);
                try (NDArray transposed = matrices.get(l).transpose()) {
                    value = in.matMul(transposed);
                }
            }
            return value;
        });
    }

    /** A network with each matrix changed. */
    ReluNetwork map(UnaryOperator<NDArray> change) {
        return NoGrad.call(() -> new ReluNetwork(matrices.stream().map(change).toList()));
    }
}
