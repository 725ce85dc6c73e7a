package joulebook.ml.pruning;

import java.util.List;

/** In which steps a model becomes sparse. */
@FunctionalInterface
public interface SparsitySchedule {

    /** All at once. */
    SparsitySchedule ONE_SHOT = List::of;

    /** The sparsities to prune to, one after another; the last is the final one. */
    List<Double> to(double finalSparsity);
}
