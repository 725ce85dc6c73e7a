package joulebook.ml.noise;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import joulebook.ml.noise.ZErrorLoss.Statistic;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** Regression with outliers among the training targets, by squared error and by Z-Error loss. */
public final class ZErrorReproduction implements Reproduction {

    private static final int FEATURES = 8;
    private static final double OUTLIERS = 0.1;

    @Override
    public String id() {
        return "z-error-loss";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.data.*;
                import joulebook.ml.energy.Meter;
                import joulebook.ml.model.Mlp;
                import joulebook.ml.noise.*;
                import joulebook.ml.train.*;

                ZErrorLoss loss = new ZErrorLoss(ZErrorLoss.Statistic.SQUARED_ERROR, 2);
                LeftOut leftOut = new LeftOut(loss);
                TrainingOptions options = TrainingOptions.defaults().withEpochs(30).withBatchSize(64);
                TrainingRun run = new Backpropagation().withLoss(loss).withMonitor(() -> leftOut)
                        .fit(new Mlp(10, 32, 1), Datasets.load("diabetes"), options, Meter.none(), TrainingListener.NONE);
                System.out.println(run + ", suspicious: " + Arrays.toString(leftOut.examples()));
                """;
    }

    @Override
    public void run(Experiment experiment) {
        int examples = experiment.scaled(200, 1000);
        TrainingOptions options = TrainingOptions.defaults()
                .withEpochs(experiment.scaled(3, 30))
                .withBatchSize(64)
                .withLearningRate(3e-3f);
        for (long seed : experiment.seeds()) {
            Random random = new Random(seed);
            double[] weights = new double[FEATURES];
            Arrays.setAll(weights, j -> random.nextGaussian());
            boolean[] planted = new boolean[examples];
            Dataset train = draw(examples, weights, OUTLIERS, planted, random);
            Dataset test = draw(examples, weights, 0, new boolean[examples], random);
            TrainTest data = new TrainTest(train, test);

            experiment.progress("seed " + seed + ": squared error");
            experiment.measure(
                    "MSE: clean test MSE", seed, testLoss(new Backpropagation(), data, options.withSeed(seed)));
            experiment.progress("seed " + seed + ": Z-Error loss");
            ZErrorLoss loss = new ZErrorLoss(Statistic.SQUARED_ERROR, 2);
            LeftOut leftOut = new LeftOut(loss);
            Backpropagation method = new Backpropagation().withLoss(loss).withMonitor(() -> leftOut);
            experiment.measure("ZMSE: clean test MSE", seed, testLoss(method, data, options.withSeed(seed)));
            double hits =
                    Arrays.stream(leftOut.examples()).filter(i -> planted[i]).count();
            experiment.measure("precision of the mask", seed, hits / leftOut.examples().length);
            experiment.measure("recall of the mask", seed, hits / count(planted));
        }
        experiment.claim(
                "clean test error of ZMSE over that of MSE",
                "no figure",
                experiment.measured("ZMSE: clean test MSE").over(experiment.measured("MSE: clean test MSE")),
                Criterion.eachAtMost(0.65));
        experiment.claim(
                "share of outliers among the examples left out in the last epoch",
                "no figure",
                experiment.measured("precision of the mask"),
                Criterion.eachAtLeast(0.9));
        experiment.note(
                "With 10 % of outliers on both sides a threshold of 2 leaves out the largest errors of each batch"
                        + " alone: the recall says how many stay.");
        experiment.note(
                "The error of ZMSE varies little. Where squared error happens to come off well, as with seed 2 (0.70), the"
                        + " ratio is missed; it held for 7 of the seeds 0 to 7, with a mean of 0.58.");
    }

    /** Targets w x + noise, some of which are off by 15 up or down, and 5 more up. */
    private static Dataset draw(int n, double[] weights, double share, boolean[] planted, Random random) {
        float[] features = new float[n * FEATURES];
        float[] targets = new float[n];
        for (int i = 0; i < n; i++) {
            double y = 0.3 * random.nextGaussian();
            for (int j = 0; j < FEATURES; j++) {
                features[i * FEATURES + j] = (float) random.nextGaussian();
                y += weights[j] * features[i * FEATURES + j];
            }
            planted[i] = random.nextDouble() < share;
            if (planted[i]) {
                y += (random.nextBoolean() ? 15 : -15) + random.nextGaussian() + 5;
            }
            targets[i] = (float) y;
        }
        return new Dataset("regression", new Shape(FEATURES), features, new Targets.Values(targets));
    }

    private static double testLoss(Backpropagation method, TrainTest data, TrainingOptions options) {
        try (TrainingRun run =
                method.fit(new Mlp(FEATURES, 32, 1), data, options, Meter.none(), TrainingListener.NONE)) {
            return run.metric("test_loss");
        }
    }

    private static double count(boolean[] planted) {
        double count = 0;
        for (boolean one : planted) {
            count += one ? 1 : 0;
        }
        return count;
    }
}
