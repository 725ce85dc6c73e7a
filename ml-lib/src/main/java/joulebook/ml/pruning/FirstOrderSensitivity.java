package joulebook.ml.pruning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.List;
import joulebook.ml.InputException;
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
 * How much the loss depends on each weight tensor, by backpropagation, on average over batches. What ECoFLaP's forward
 * passes save.
 *
 * @param size of a batch's gradient
 * @param examples the first so many of the calibration data are looked at; all where there are fewer
 * @param batchSize examples in a batch
 */
public record FirstOrderSensitivity(Size size, int examples, int batchSize) implements Sensitivity {

    /** What is taken of a tensor's gradient. */
    public enum Size {
        /** The sum of the magnitudes of its entries, ECoFLaP's first-order alternative. */
        MAGNITUDES,
        /** The Euclidean norm, which {@link ZerothOrderSensitivity} estimates. */
        NORM
    }

    public FirstOrderSensitivity {
        if (examples < 1 || batchSize < 1) {
            throw new InputException("The sensitivity cannot be measured with " + examples + " examples in batches of "
                    + batchSize + ": both must be at least 1.");
        }
    }

    @Override
    public double[] scores(Block model, Dataset calibration) {
        ParameterVector parameters = ParameterVector.of(model);
        List<Weight> weights = PrunableWeights.of(model);
        Dataset data = calibration.take(Math.min(examples, calibration.size()));
        double[] scores = new double[weights.size()];
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = data.batches(manager, batchSize)) {
            for (int i = 0; i < batches.count(); i++) {
                try (NDManager scope = manager.newSubManager()) {
                    Batch batch = batches.get(i, scope);
                    try (LossGradient g = Autograd.gradient(parameters, () -> loss(model, data, batch))) {
                        for (int l = 0; l < scores.length; l++) {
                            scores[l] += size(g.gradient().get(weights.get(l).name())) / batches.count();
                        }
                    }
                }
            }
        }
        return scores;
    }

    private double size(NDArray gradient) {
        try (NDArray magnitudes = gradient.abs();
                NDArray total = size == Size.NORM ? gradient.norm() : magnitudes.sum()) {
            return total.getFloat();
        }
    }

    private static NDArray loss(Block model, Dataset data, Batch batch) {
        return Evaluation.lossFor(data.targets())
                .evaluate(new NDList(batch.targets()), new NDList(Layers.forward(model, batch.features(), false)));
    }
}
