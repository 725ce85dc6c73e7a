package joulebook.ml.pruning;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** The weight tensors that pruning may touch: those of linear and convolutional layers, not biases, not norms. */
final class PrunableWeights {

    /** A weight tensor and its path in the model. */
    record Weight(String name, Parameter parameter) {

        /** (outputs, inputs), and for convolutions the kernel's dimensions after these. */
        Shape shape() {
            return parameter.getShape();
        }

        int size() {
            return Math.toIntExact(shape().size());
        }

        /** All entries, row-major. */
        double[] values() {
            float[] values = parameter.getArray().toFloatArray();
            return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        }
    }

    private PrunableWeights() {}

    /** All of them, in the order of the block's parameters. */
    static List<Weight> of(Block model) {
        if (!model.isInitialized()) {
            throw new InputException("The model has no weights to prune yet: train it first.");
        }
        Set<Parameter> prunable = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(model, prunable);
        List<Weight> weights = new ArrayList<>();
        for (Pair<String, Parameter> named : model.getParameters()) {
            if (prunable.contains(named.getValue())) {
                weights.add(new Weight(named.getKey(), named.getValue()));
            }
        }
        if (weights.isEmpty()) {
            throw new InputException("The model has no linear or convolutional layer, so there is nothing to prune.");
        }
        return weights;
    }

    /** Absolute values, by layer. */
    static double[][] magnitudes(List<Weight> weights) {
        return weights.stream()
                .map(weight -> Arrays.stream(weight.values()).map(Math::abs).toArray())
                .toArray(double[][]::new);
    }

    private static void collect(Block block, Set<Parameter> prunable) {
        if (block instanceof Linear || block instanceof Convolution) {
            prunable.add(block.getDirectParameters().get("weight"));
        }
        block.getChildren().values().forEach(child -> collect(child, prunable));
    }
}
