package joulebook.ml.pruning;

import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.pruning.PrunableWeights.Weight;

/**
 * Layer-adaptive magnitude pruning (Lee et al., Layer-adaptive Sparsity for the Magnitude-based Pruning, arXiv 2010.07611):
 * each squared weight over the sum of the squares of all weights of its layer that are at least as large, and one threshold
 * for these scores over all layers. The score is the relative distortion of the layer that removing the weight causes once
 * everything smaller is gone. Removes exactly floor(s n) of all n weights and empties no layer.
 */
public final class LampPruner implements WeightPruner {

    @Override
    public Masks prune(Block model, double sparsity) {
        List<Weight> weights = PrunableWeights.of(model);
        double[][] scores =
                weights.stream().map(weight -> scores(weight.values())).toArray(double[][]::new);
        int all = Arrays.stream(scores).mapToInt(layer -> layer.length).sum();
        if (all - GlobalThreshold.removed(all, sparsity) < weights.size()) {
            throw new InputException("A sparsity of " + sparsity + " keeps fewer weights than the model has layers ("
                    + weights.size() + "), so LAMP would have to empty one: lower it.");
        }
        return Masks.of(weights, GlobalThreshold.withoutLowest(scores, sparsity));
    }

    /**
     * The scores of a layer's weights (equation 1): w_u^2 / sum of w_v^2 over v at or after u in ascending order of
     * magnitude, equal ones in their order. The largest weight has 1, zeros have 0.
     */
    static double[] scores(double[] weights) {
        int[] descending = IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> Math.abs(weights[i]))
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        double[] scores = new double[weights.length];
        double atLeastAsLarge = 0;
        for (int i : descending) {
            double square = weights[i] * weights[i];
            atLeastAsLarge += square;
            scores[i] = square == 0 ? 0 : square / atLeastAsLarge;
        }
        return scores;
    }
}
