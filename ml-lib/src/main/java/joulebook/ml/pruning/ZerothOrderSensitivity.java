package joulebook.ml.pruning;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Dataset;
import joulebook.ml.model.Layers;
import joulebook.ml.pruning.PrunableWeights.Weight;
import joulebook.ml.train.Evaluation;

/**
 * How much the loss depends on each weight tensor, by forward passes alone (ECoFLaP, arXiv 2310.02998, equation 5): the sum
 * over batches and Gaussian directions z of |L(W + eps z) - L(W - eps z)| / 2 eps. One direction's is |g . z|, with the mean
 * sqrt(2 / pi) |g| for a gradient g.
 *
 * @param examples the first so many of the calibration data are looked at; all where there are fewer
 * @param batchSize examples in a batch
 * @param draws directions for each batch
 * @param seed of the directions
 */
public record ZerothOrderSensitivity(int examples, int batchSize, int draws, long seed) implements Sensitivity {

    private static final double EPSILON = 1e-3;

    public ZerothOrderSensitivity {
        if (examples < 1 || batchSize < 1 || draws < 1) {
            throw new InputException("The sensitivity cannot be measured with " + examples + " examples in batches of "
                    + batchSize + " and " + draws + " draws: all must be at least 1.");
        }
    }

    @Override
    public double[] scores(Block model, Dataset calibration) {
        ParameterVector parameters = ParameterVector.of(model);
        List<Weight> weights = PrunableWeights.of(model);
        Dataset data = calibration.take(Math.min(examples, calibration.size()));
        Loss loss = Evaluation.lossFor(data.targets());
        Random random = new Random(seed);
        double[] scores = new double[weights.size()];
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = data.batches(manager, batchSize)) {
            for (int l = 0; l < scores.length; l++) {
                ParameterVector weight =
                        parameters.select(List.of(weights.get(l).name()));
                for (int i = 0; i < batches.count() * draws; i++) {
                    try (NDManager scope = manager.newSubManager()) {
                        Batch batch = batches.get(i / draws, scope);
                        double slope = slope(
                                weight,
                                weight.gaussian(scope, random),
                                scope,
                                () -> loss.evaluate(
                                                new NDList(batch.targets()),
                                                new NDList(Layers.forward(model, batch.features(), false)))
                                        .getFloat());
                        scores[l] += Double.isFinite(slope) ? slope : 0;
                    }
                }
            }
        }
        return scores;
    }

    /** |L(w + eps z) - L(w - eps z)| / 2 eps. */
    static double slope(ParameterVector w, ParameterVector z, NDManager scope, DoubleSupplier loss) {
        return NoGrad.call(() -> {
            ParameterVector before = w.copy(scope);
            try {
                w.axpy(EPSILON, z);
                double plus = loss.getAsDouble();
                w.set(before);
                w.axpy(-EPSILON, z);
                return Math.abs(plus - loss.getAsDouble()) / (2 * EPSILON);
            } finally {
                w.set(before);
            }
        });
    }
}
