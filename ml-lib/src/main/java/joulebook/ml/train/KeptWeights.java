package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import joulebook.ml.autograd.ParameterVector;

/** The weights that a model had at some moment, to be brought back later: those of its best epoch, or of its last whole one. */
public final class KeptWeights implements AutoCloseable {
    private NDManager manager;
    private ParameterVector kept;

    /** Copies the model's weights, in place of those kept before. */
    public void keep(Block model) {
        ParameterVector weights = all(model);
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
            all(model).set(kept);
            close();
        }
    }

    /** Frees the copy. */
    @Override
    public void close() {
        if (manager != null) {
            manager.close();
            manager = null;
        }
    }

    /** The trained ones, and running means and the like. */
    private static ParameterVector all(Block model) {
        List<String> names = new ArrayList<>();
        List<NDArray> arrays = new ArrayList<>();
        for (Pair<String, Parameter> parameter : model.getParameters()) {
            names.add(parameter.getKey());
            arrays.add(parameter.getValue().getArray());
        }
        return new ParameterVector(names, arrays);
    }
}
