package joulebook.ml.pruning;

import ai.djl.nn.Block;
import joulebook.ml.data.Dataset;

/** A way of choosing the weights of a model that can go. */
public interface Pruner {

    /**
     * Chooses among the weights of the linear and convolutional layers; biases and norms are never pruned. The block is
     * not changed.
     *
     * @param model an initialised block
     * @param sparsity the share of these weights to remove, from 0 to below 1
     * @param calibration examples that the model takes; how many are looked at is the pruner's affair
     * @return the masks; they live as long as the weights, or until they are closed
     * @throws joulebook.ml.InputException if the sparsity is out of range or cannot be reached
     */
    Masks prune(Block model, double sparsity, Dataset calibration);
}
