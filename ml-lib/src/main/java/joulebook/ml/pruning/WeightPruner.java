package joulebook.ml.pruning;

import ai.djl.nn.Block;
import joulebook.ml.data.Dataset;

/** A pruner that looks at the weights alone and needs no data. */
public interface WeightPruner extends Pruner {

    /** {@link Pruner#prune(Block, double, Dataset)} without examples. */
    Masks prune(Block model, double sparsity);

    @Override
    default Masks prune(Block model, double sparsity, Dataset calibration) {
        return prune(model, sparsity);
    }
}
