package joulebook.ml.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Ways through the layers of a model: sequences, {@link Traced} blocks, and what these are made of. */
public final class Layers {

    private Layers() {}

    /**
     * A layer and what went into it.
     *
     * @param input owned by the manager of the model's input
     */
    public record Seen(Block layer, NDArray input) {}

    /** The output of a model of one input and one output. */
    public static NDArray forward(Block model, NDArray input, boolean training) {
        NDManager manager = input.getManager();
        return model.forward(new ParameterStore(manager, false), new NDList(input), training)
                .singletonOrThrow();
    }

    /**
     * The output of a model, each of whose innermost layers (linear, convolution, activation, ...) is taken by the
     * caller.
     *
     * @param pass takes an input through a layer, as {@link #forward} does
     */
    public static NDArray walk(Block model, NDArray input, BiFunction<Block, NDArray, NDArray> pass) {
        if (model instanceof Traced traced) {
            return traced.trace(input, (child, in) -> walk(child, in, pass));
        }
        if (model instanceof SequentialBlock) {
            NDArray value = input;
            for (Block child : model.getChildren().values()) {
                value = walk(child, value, pass);
            }
            return value;
        }
        return pass.apply(model, input);
    }

    /** The layers of a model that hold weights, with their inputs, in the order in which they work. */
    public static List<Seen> inputs(Block model, NDArray input, boolean training) {
        List<Seen> seen = new ArrayList<>();
        walk(model, input, (layer, in) -> {
            if (!layer.getDirectParameters().isEmpty()) {
                seen.add(new Seen(layer, in));
            }
            return forward(layer, in, training);
        });
        return seen;
    }
}
