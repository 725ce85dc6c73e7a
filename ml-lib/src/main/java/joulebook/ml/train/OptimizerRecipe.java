package joulebook.ml.train;

import ai.djl.training.tracker.Tracker;

/** Makes an optimizer for one training. */
@FunctionalInterface
public interface OptimizerRecipe {

    /** @param learningRate by step, counted from 1 */
    StatefulOptimizer create(Tracker learningRate);
}
