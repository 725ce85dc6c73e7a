package joulebook.ml.curation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.LabelNoise;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.math.Auroc;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** Half of MNIST's examples, the hardest by EL2N, the easiest or any, for as many steps as all of them; and wrong labels. */
public final class DataDietReproduction implements Reproduction {
    private static final int EPOCHS = 10;
    private static final int SCORING_EPOCHS = 2;
    private static final double KEPT = 0.5;
    private static final double NOISE = 0.1;

    @Override
    public String id() {
        return "data-diet";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.curation.*;
                import joulebook.ml.data.*;
                import joulebook.ml.energy.Meter;
                import joulebook.ml.model.Mlp;
                import joulebook.ml.train.*;

                TrainTest digits = Datasets.load("digits");
                TrainingOptions options = TrainingOptions.defaults().withEpochs(5);
                TrainingRun early = new Backpropagation()
                        .fit(new Mlp(64, 64, 10), digits, options, Meter.none(), TrainingListener.NONE);
                double[] scores = new El2n().score(early.model().getBlock(), digits.train());
                Dataset hardest = digits.train().select(Scores.highest(scores, digits.train().size() / 2));
                TrainingRun run = new Backpropagation()
                        .fit(new Mlp(64, 64, 10), new TrainTest(hardest, digits.test()), options.withEpochs(20), Meter.forThisMachine(), TrainingListener.NONE);
                System.out.println(run);
                """;
    }

    @Override
    public void run(Experiment experiment) {
        TrainTest mnist = Datasets.load("mnist");
        Dataset train = firstOfEachClass(mnist.train(), experiment.scaled(20, 600));
        TrainTest data = new TrainTest(train, mnist.test().take(experiment.scaled(500, 10_000)));
        int epochs = experiment.scaled(2, EPOCHS);
        for (long seed : experiment.seeds()) {
            int kept = (int) (KEPT * train.size());
            double[] scores = scores(experiment, data, seed);
            accuracy(experiment, "all", data, epochs, seed);
            accuracy(experiment, "hardest", keep(data, Scores.highest(scores, kept)), (int) (epochs / KEPT), seed);
            accuracy(experiment, "random", keep(data, random(train.size(), kept, seed)), (int) (epochs / KEPT), seed);
            accuracy(
                    experiment,
                    "easiest",
                    keep(data, Scores.afterOffset(scores, 0, kept)),
                    (int) (epochs / KEPT),
                    seed);

            LabelNoise noise = LabelNoise.symmetric(train, NOISE, seed);
            double[] noisy = scores(experiment, new TrainTest(noise.data(), data.test()), seed);
            experiment.measure("AUROC of EL2N for wrong labels", seed, Auroc.of(noisy, noise.isFlipped()));
        }
        Measured random = experiment.measured("random, test accuracy [%]");
        experiment.claim(
                "the hardest half over a random half [points]",
                "half of CIFAR-10 can be dropped with slightly better test accuracy",
                experiment.measured("hardest, test accuracy [%]").minus(random),
                Criterion.meanAtLeast(0.3));
        experiment.claim(
                "a random half over the easiest half [points]",
                "keep the highest-scoring examples",
                random.minus(experiment.measured("easiest, test accuracy [%]")),
                Criterion.meanAtLeast(3));
        experiment.claim(
                "AUROC of EL2N for wrong labels",
                "the highest scores flag label noise",
                experiment.measured("AUROC of EL2N for wrong labels"),
                Criterion.meanAtLeast(0.90));
        experiment.note(
                "6,000 images of MNIST and a small network; that half of CIFAR-10 can be dropped is not shown.");
    }

    /** EL2N after two epochs, averaged over networks of different seeds. */
    private static double[] scores(Experiment experiment, TrainTest data, long seed) {
        List<double[]> runs = new ArrayList<>();
        for (int run = 0; run < experiment.scaled(1, 5); run++) {
            experiment.progress("scoring run " + run + ", seed " + seed);
            try (TrainingRun early = train(data, SCORING_EPOCHS, 100 * (seed + 1) + run)) {
                runs.add(new El2n().score(early.model().getBlock(), data.train()));
            }
        }
        return Scores.mean(runs);
    }

    private static void accuracy(Experiment experiment, String name, TrainTest data, int epochs, long seed) {
        experiment.progress(name + ", seed " + seed);
        try (TrainingRun run = train(data, epochs, seed)) {
            experiment.measure(name + ", test accuracy [%]", seed, 100 * run.metric("test_accuracy"));
        }
    }

    private static TrainingRun train(TrainTest data, int epochs, long seed) {
        TrainingOptions options = TrainingOptions.defaults()
                .withEpochs(epochs)
                .withBatchSize(64)
                .withOptimizer("sgd:momentum=0.9")
                .withLearningRate(0.05f)
                .withSeed(seed);
        return new Backpropagation().fit(new Mlp(784, 128, 10), data, options, Meter.none(), TrainingListener.NONE);
    }

    private static TrainTest keep(TrainTest data, int[] examples) {
        return new TrainTest(data.train().select(examples), data.test());
    }

    private static int[] random(int examples, int count, long seed) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, examples).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        return order.subList(0, count).stream().mapToInt(Integer::intValue).toArray();
    }

    private static Dataset firstOfEachClass(Dataset data, int count) {
        Targets.Classes classes = (Targets.Classes) data.targets();
        int[] seen = new int[classes.names().size()];
        return data.select(IntStream.range(0, data.size())
                .filter(i -> seen[classes.labels()[i]]++ < count)
                .toArray());
    }
}
