package joulebook.ml.pruning;

import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.pruning.PrunableWeights.Weight;

/**
 * Removes the weights of smallest magnitude. Global: the smallest of all layers together (Gupta et al., Is Complexity
 * Required for Neural Network Pruning?, arXiv 2209.14624), on request with a minimum number kept in each layer, so that
 * no layer is emptied. Uniform: the same share of every layer. Equal magnitudes go in the order of layer and position.
 */
public final class MagnitudePruner implements Pruner {

    private enum Scope {
        GLOBAL,
        UNIFORM
    }

    private final Scope scope;
    private final int minimumKept;

    private MagnitudePruner(Scope scope, int minimumKept) {
        this.scope = scope;
        this.minimumKept = minimumKept;
    }

    /** Removes exactly floor(s n) of all n weights. */
    public static MagnitudePruner global() {
        return new MagnitudePruner(Scope.GLOBAL, 0);
    }

    /** Removes exactly floor(s n_l) weights of each layer. */
    public static MagnitudePruner uniform() {
        return new MagnitudePruner(Scope.UNIFORM, 0);
    }

    /**
     * Global pruning that keeps some weights in each layer; layers that are smaller than the minimum stay whole.
     *
     * @param weights how many to keep at least, in each layer; 0 for no minimum
     */
    public MagnitudePruner withMinimumKept(int weights) {
        if (weights < 0 || scope != Scope.GLOBAL) {
            throw new InputException("A minimum of " + weights
                    + " kept weights is not possible: use 0 or more, with MagnitudePruner.global().");
        }
        return new MagnitudePruner(scope, weights);
    }

    @Override
    public Masks prune(Block model, double sparsity) {
        if (!(sparsity >= 0 && sparsity < 1)) {
            throw new InputException(
                    "The sparsity is " + sparsity + ", but it must be from 0 to below 1, such as 0.9 for 90 %.");
        }
        List<Weight> weights = PrunableWeights.of(model);
        float[][] layers = weights.stream()
                .map(weight -> weight.parameter().getArray().toFloatArray())
                .toArray(float[][]::new);
        int[] counts = counts(layers, sparsity);
        boolean[][] kept = new boolean[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            kept[l] = withoutSmallest(layers[l], counts[l]);
        }
        return Masks.of(weights, kept);
    }

    /** How many weights each layer loses. */
    private int[] counts(float[][] layers, double sparsity) {
        if (scope == Scope.UNIFORM) {
            return Arrays.stream(layers)
                    .mapToInt(layer -> removed(layer.length, sparsity))
                    .toArray();
        }
        int total = Arrays.stream(layers).mapToInt(layer -> layer.length).sum();
        float[] all = new float[total];
        int at = 0;
        for (float[] layer : layers) {
            System.arraycopy(layer, 0, all, at, layer.length);
            at += layer.length;
        }
        boolean[] kept = withoutSmallest(all, removed(total, sparsity));
        int[] counts = new int[layers.length];
        at = 0;
        for (int l = 0; l < layers.length; l++) {
            for (int i = 0; i < layers[l].length; i++) {
                counts[l] += kept[at++] ? 0 : 1;
            }
        }
        int[] sizes = Arrays.stream(layers).mapToInt(layer -> layer.length).toArray();
        return minimumKept == 0 ? counts : WaterFilling.withMinimumKept(counts, sizes, minimumKept);
    }

    /** floor(s n); the margin keeps 0.9 of 10 at 9, whatever the rounding of s. */
    private static int removed(int n, double sparsity) {
        return (int) Math.floor(sparsity * n + 1e-9);
    }

    /** True for all but the k of smallest magnitude. */
    private static boolean[] withoutSmallest(float[] weights, int k) {
        // the bits of non-negative floats are ordered as the floats are, so magnitude and position sort as one number
        long[] order = new long[weights.length];
        for (int i = 0; i < weights.length; i++) {
            order[i] = (long) Float.floatToIntBits(Math.abs(weights[i])) << 32 | i;
        }
        Arrays.sort(order);
        boolean[] kept = new boolean[weights.length];
        Arrays.fill(kept, true);
        for (int i = 0; i < k; i++) {
            kept[(int) order[i]] = false;
        }
        return kept;
    }
}
