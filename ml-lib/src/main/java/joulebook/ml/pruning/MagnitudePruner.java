package joulebook.ml.pruning;

import ai.djl.nn.Block;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.pruning.PrunableWeights.Weight;

/**
 * Removes the weights of smallest magnitude of each layer; the ways of making one differ in how many each layer loses.
 * Equal magnitudes go in the order of layer and position.
 */
public final class MagnitudePruner implements WeightPruner {

    private final Allocation allocation;

    private MagnitudePruner(Allocation allocation) {
        this.allocation = allocation;
    }

    /**
     * The smallest of all layers together: removes exactly floor(s n) of all n weights (Gupta et al., Is Complexity
     * Required for Neural Network Pruning?, arXiv 2209.14624).
     */
    public static MagnitudePruner global() {
        return new MagnitudePruner(Allocation.global());
    }

    /** The same share of every layer: removes exactly floor(s n_l) weights of each. */
    public static MagnitudePruner uniform() {
        return new MagnitudePruner(Allocation.uniform());
    }

    /**
     * The same share of every layer, but a convolution that comes first stays dense and the last layer keeps at least a
     * fifth (Gale et al., The State of Sparsity, arXiv 1902.09574).
     */
    public static MagnitudePruner unifPlus() {
        return new MagnitudePruner(Allocation.unifPlus());
    }

    /**
     * Layers keep weights in proportion to the sum of their dimensions, so that wide ones become the sparsest (Erdos-Renyi
     * kernel; Evci et al., Rigging the Lottery, arXiv 1911.11134).
     */
    public static MagnitudePruner erdosRenyi() {
        return new MagnitudePruner(Allocation.erdosRenyi());
    }

    /**
     * This pruner, with some weights kept in each layer, so that none is emptied; what such layers do not lose, the others
     * do (the minimum threshold of arXiv 2209.14624). Layers smaller than the minimum stay whole.
     *
     * @param weights how many to keep at least, in each layer; 0 for no minimum
     */
    public MagnitudePruner withMinimumKept(int weights) {
        if (weights < 0) {
            throw new InputException(
                    "A minimum of " + weights + " kept weights is not possible: use 0 for none, or more.");
        }
        return weights == 0 ? this : new MagnitudePruner(allocation.withMinimumKept(weights));
    }

    @Override
    public Masks prune(Block model, double sparsity) {
        List<Weight> weights = PrunableWeights.of(model);
        int[] removed = allocation.removed(weights, sparsity);
        double[][] magnitudes = PrunableWeights.magnitudes(weights);
        boolean[][] kept = new boolean[removed.length][];
        for (int l = 0; l < kept.length; l++) {
            kept[l] = GlobalThreshold.withoutLowest(magnitudes[l], removed[l]);
        }
        return Masks.of(weights, kept);
    }
}
