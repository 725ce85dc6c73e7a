package joulebook.ml.pruning;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Dataset;
import joulebook.ml.model.Layers;
import joulebook.ml.pruning.PrunableWeights.Weight;
import joulebook.ml.train.Evaluation;

/**
 * Removes the weights with the smallest |w g| over all layers, g being the gradient of the loss on one batch: what the loss
 * would change by if the weight went, to first order (Lee et al., SNIP, arXiv 1810.02340, equation 6).
 *
 * @param examples in the batch, the first of the calibration data; all where there are fewer
 * @param scope among which weights; the paper's is global
 */
public record SnipPruner(int examples, Scope scope) implements Pruner {

    /** Over all layers together. */
    public SnipPruner(int examples) {
        this(examples, Scope.GLOBAL);
    }

    @Override
    public Masks prune(Block model, double sparsity, Dataset calibration) {
        List<Weight> weights = PrunableWeights.of(model);
        ParameterVector parameters = ParameterVector.of(model);
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = calibration.batches(manager, Math.min(examples, calibration.size()))) {
            Batch batch = batches.get(0, manager);
            try (LossGradient g = Autograd.gradient(
                    parameters,
                    () -> Evaluation.lossFor(calibration.targets())
                            .evaluate(
                                    new NDList(batch.targets()),
                                    new NDList(Layers.forward(model, batch.features(), false))))) {
                double[][] scores = weights.stream()
                        .map(weight -> products(
                                weight.values(), g.gradient().get(weight.name()).toFloatArray()))
                        .toArray(double[][]::new);
                return Masks.of(weights, scope.withoutLowest(scores, sparsity));
            }
        }
    }

    private static double[] products(double[] weights, float[] gradient) {
        return IntStream.range(0, weights.length)
                .mapToDouble(i -> Math.abs(weights[i] * gradient[i]))
                .toArray();
    }
}
