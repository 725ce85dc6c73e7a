package joulebook.ml.train;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import joulebook.ml.autograd.ParameterVector;

/** The weights of the best epoch so far, to be brought back when a training ends. */
public final class BestWeights {
    private NDManager manager;
    private ParameterVector kept;

    /** Copies the model's weights, in place of those kept before. */
    public void keep(Block model) {
        ParameterVector weights = ParameterVector.of(model);
        if (manager == null) {
            manager = NDManager.newBaseManager();
            kept = weights.copy(manager);
        } else {
            kept.set(weights);
        }
    }

    /** Gives the model the weights that were kept, if any, and frees the copy. */
    public void restore(Block model) {
        if (manager != null) {
            ParameterVector.of(model).set(kept);
            manager.close();
            manager = null;
        }
    }
}
