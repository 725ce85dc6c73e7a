package joulebook.ml.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import java.util.function.BiFunction;

/** A block with a way through its layers that others can follow; those of DJL's that are sequences need not be. */
public interface Traced {

    /**
     * The output for an input.
     *
     * @param pass takes an input through a child
     */
    NDArray trace(NDArray input, BiFunction<Block, NDArray, NDArray> pass);
}
