package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.OptimizerRecipe;
import joulebook.ml.train.StatefulOptimizer;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** Grams against Adam, its cautious form and Lion: down a narrow valley, and on digits. */
public final class GramsReproduction implements Reproduction {
    private static final List<String> OPTIMIZERS = List.of("adam", "c-adam", "lion", "grams");
    private static final double TEST_SHARE = 397 / 1797.0;
    private static final int EARLY_EPOCH = 3;

    @Override
    public String id() {
        return "grams";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.data.*;
                import joulebook.ml.energy.Meter;
                import joulebook.ml.model.Mlp;
                import joulebook.ml.train.*;

                TrainingOptions options = TrainingOptions.defaults().withEpochs(10).withOptimizer("grams").withLearningRate(3e-3f);
                TrainingRun run = new Backpropagation()
                        .fit(new Mlp(64, 64, 10), Datasets.load("digits"), options, Meter.forThisMachine(), TrainingListener.NONE);
                System.out.println(run);
                """;
    }

    @Override
    public void run(Experiment experiment) {
        for (long seed : experiment.seeds()) {
            valley(experiment, "adam", seed);
            valley(experiment, "grams", seed);
            TrainTest digits = Datasets.load("digits").all().split(TEST_SHARE, seed);
            OPTIMIZERS.forEach(optimizer -> digits(experiment, optimizer, digits, seed));
        }
        experiment.claim(
                "valley: steps uphill, Grams less Adam",
                "momentum never pushes uphill",
                experiment
                        .measured("grams, valley, steps uphill")
                        .minus(experiment.measured("adam, valley, steps uphill")),
                Criterion.eachAtMost(0));
        experiment.claim(
                "valley: where Grams ends, or 1e-3, less where Adam ends, or 1e-3",
                "faster convergence",
                floored(experiment, "grams").minus(floored(experiment, "adam")),
                Criterion.eachAtMost(0));
        experiment.claim(
                "digits: training loss after epoch 3, Grams over Adam",
                "improved loss descent",
                experiment.measured(loss("grams")).over(experiment.measured(loss("adam"))),
                Criterion.meanAtMost(1.10));
        Measured best = OPTIMIZERS.stream()
                .map(optimizer -> experiment.measured(accuracy(optimizer)))
                .max((a, b) -> Double.compare(a.mean(), b.mean()))
                .orElseThrow();
        experiment.claim(
                "digits: test accuracy of Grams less that of the best [points]",
                "better generalisation",
                experiment.measured(accuracy("grams")).minus(best),
                Criterion.meanAtLeast(-1));
        experiment.note(
                "The learning rate of each optimizer is the one of 1e-3, 3e-3 and 1e-2 with the lowest training "
                        + "loss after the last epoch, by seed. The valley does not depend on the seed.");
        experiment.note(
                "In the valley all of Grams's steps uphill come below a height of 1e-7, where it swings over the "
                        + "bottom with the full size of Adam's step; Adam swings earlier, at 1e-4. On digits Grams falls more slowly "
                        + "than Adam at every rate that was tried, and its cautious form is ahead of both.");
    }

    private static String loss(String optimizer) {
        return optimizer + ", training loss after epoch 3 [nats]";
    }

    private static String accuracy(String optimizer) {
        return optimizer + ", test accuracy [%]";
    }

    private static Measured floored(Experiment experiment, String optimizer) {
        return experiment.measured(optimizer + ", valley, end").map(value -> Math.max(1e-3, value));
    }

    /** f(x, y) = (x^2 + 25 y^2) / 2 from (3, -2) with rate 0.05. */
    private static void valley(Experiment experiment, String name, long seed) {
        int uphill = 0;
        double value = height(3, -2);
        try (NDManager manager = NDManager.newBaseManager();
                StatefulOptimizer optimizer =
                        Methods.make(OptimizerRecipe.class, name).create(Tracker.fixed(0.05f))) {
            NDArray w = manager.create(new float[] {3, -2});
            NDArray curvature = manager.create(new float[] {1, 25});
            for (int step = 0; step < 200; step++) {
                try (NDArray gradient = w.mul(curvature)) {
                    NoGrad.run(() -> optimizer.update("w", w, gradient));
                }
                float[] at = w.toFloatArray();
                double next = height(at[0], at[1]);
                uphill += next > value ? 1 : 0;
                value = next;
            }
        }
        experiment.measure(name + ", valley, steps uphill", seed, uphill);
        experiment.measure(name + ", valley, end", seed, value);
    }

    private static double height(double x, double y) {
        return (x * x + 25 * y * y) / 2;
    }

    private static void digits(Experiment experiment, String optimizer, TrainTest data, long seed) {
        double lowest = Double.POSITIVE_INFINITY;
        for (float rate : new float[] {1e-3f, 3e-3f, 1e-2f}) {
            experiment.progress(optimizer + " at " + rate + ", seed " + seed);
            TrainingOptions options = TrainingOptions.defaults()
                    .withEpochs(experiment.scaled(EARLY_EPOCH, 15))
                    .withBatchSize(64)
                    .withOptimizer(optimizer)
                    .withLearningRate(rate)
                    .withSeed(seed);
            try (TrainingRun run = new Backpropagation()
                    .fit(new Mlp(64, 64, 10), data, options, Meter.none(), TrainingListener.NONE)) {
                if (run.metric("train_loss") < lowest) {
                    lowest = run.metric("train_loss");
                    double early = run.history().doubleColumn("train_loss").get(EARLY_EPOCH - 1);
                    experiment.measure(optimizer + ", learning rate", seed, rate);
                    experiment.measure(loss(optimizer), seed, early);
                    experiment.measure(accuracy(optimizer), seed, 100 * run.metric("test_accuracy"));
                }
            }
        }
    }
}
