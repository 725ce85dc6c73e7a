package joulebook.ml.pruning;

import ai.djl.nn.Block;
import java.util.List;
import java.util.Random;
import joulebook.ml.pruning.PrunableWeights.Weight;

/**
 * Removes weights at random, floor(s n) of all n: what any other way of choosing has to beat. Weights that are zero already
 * go first, so that masks only grow from round to round.
 */
public record RandomPruner(long seed, Scope scope) implements WeightPruner {

    /** Over all layers together. */
    public RandomPruner(long seed) {
        this(seed, Scope.GLOBAL);
    }

    @Override
    public Masks prune(Block model, double sparsity) {
        List<Weight> weights = PrunableWeights.of(model);
        Random random = new Random(seed);
        double[][] scores = PrunableWeights.magnitudes(weights);
        for (double[] layer : scores) {
            for (int i = 0; i < layer.length; i++) {
                layer[i] = layer[i] == 0 ? -1 : random.nextDouble();
            }
        }
        return Masks.of(weights, scope.withoutLowest(scores, sparsity));
    }
}
