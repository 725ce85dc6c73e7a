package joulebook.ml.pruning;

import ai.djl.nn.Block;
import java.util.List;
import joulebook.ml.data.Dataset;
import joulebook.ml.pruning.PrunableWeights.Weight;

/**
 * ECoFLaP (Sung et al., Efficient Coarse-to-Fine Layer-Wise Pruning, arXiv 2310.02998, algorithm 1): first how sparse each
 * layer is to be, by how much the loss depends on it; then which of its weights go, by {@link WandaPruner}. A block is one
 * weight tensor. Rows lose whole weights, so that the sparsity can be a little below the one asked for.
 *
 * @param sensitivity tells how much the loss depends on a layer; the paper has {@link ZerothOrderSensitivity}
 * @param examples that the fine stage looks at, the first of the calibration data
 * @param spread by how much a layer's sparsity may exceed the whole's; the paper has 0.1
 */
public record EcoflapPruner(Sensitivity sensitivity, int examples, double spread) implements Pruner {

    /** No layer becomes sparser than this, unless the whole is to be. */
    private static final double MOST = 0.95;

    @Override
    public Masks prune(Block model, double sparsity, Dataset calibration) {
        List<Weight> weights = PrunableWeights.of(model);
        GlobalThreshold.removed(1, sparsity); // tells what is wrong with it
        double[] sparsities = SparsityAllocator.allocate(
                sensitivity.scores(model, calibration),
                weights.stream().mapToInt(Weight::size).toArray(),
                sparsity,
                Math.max(sparsity, Math.min(sparsity + spread, MOST)));
        return new WandaPruner(examples).prune(model, sparsities, calibration);
    }
}
