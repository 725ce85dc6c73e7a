package joulebook.ml.model;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * A multilayer perceptron: linear layers with ReLU between them, and none after the last. Examples of any shape are
 * flattened, so the input is (B, ...) with sizes[0] values per example and the output (B, last size).
 */
public final class Mlp extends SequentialBlock {

    private final int inputs;
    private final List<Linear> linears;

    /**
     * @param sizes the values per example, the units of each hidden layer, the outputs: {@code new Mlp(784, 500, 10)}
     * @throws InputException if there are fewer than two sizes or one is not positive
     */
    public Mlp(int... sizes) {
        if (sizes.length < 2 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new InputException("An MLP cannot have the sizes " + Arrays.toString(sizes)
                    + ": give at least inputs and outputs, all positive, such as 784, 500, 10.");
        }
        inputs = sizes[0];
        linears = IntStream.range(1, sizes.length)
                .mapToObj(i -> Linear.builder().setUnits(sizes[i]).build())
                .toList();
        add(Blocks.batchFlattenBlock(inputs));
        for (int i = 0; i < linears.size(); i++) {
            if (i > 0) {
                add(Activation.reluBlock());
            }
            add(linears.get(i));
        }
    }

    /** The linear layers, from input to output. */
    public List<Linear> linears() {
        return linears;
    }

    @Override
    public void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        requireInputs(inputShapes[0].slice(1));
        super.initializeChildBlocks(manager, dataType, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        requireInputs(inputShapes[0].slice(1));
        return super.getOutputShapes(inputShapes);
    }

    private void requireInputs(Shape example) {
        if (example.size() != inputs) {
            throw new InputException("The MLP takes " + inputs + " values per example, but an example of shape "
                    + example + " has " + example.size() + ": make " + example.size() + " its first size.");
        }
    }
}
