package joulebook.ml.pruning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.pruning.FirstOrderSensitivity.Size;
import joulebook.ml.train.TrainingOptions;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/** Layer sparsities by ECoFLaP's coarse stage against equal ones and random ones, all with Wanda as the fine stage. */
public final class EcoflapReproduction implements Reproduction {

    private static final List<Integer> SPARSITIES = List.of(60, 70, 80);
    private static final int JUDGED = 80;
    private static final int CALIBRATION = 128;
    private static final int BATCH = 8;
    private static final double SPREAD = 0.1;
    private static final int SHUFFLES = 3;
    private static final String CORRELATION = "correlation of zeroth and first-order scores";
    private static final String REPORTED = "significant gains over Wanda at the same sparsity, the most at high ones";

    @Override
    public String id() {
        return "ecoflap";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.data.*; import joulebook.ml.energy.*; import joulebook.ml.model.*;
                import joulebook.ml.pruning.*; import joulebook.ml.train.*;
                var digits = Datasets.load("digits");
                var model = new Mlp(64, 100, 100, 10);
                new Backpropagation().fit(model, digits, TrainingOptions.defaults().withEpochs(10),
                        Meter.none(), TrainingListener.NONE);
                var pruner = new EcoflapPruner(new ZerothOrderSensitivity(128, 8, 4, 0), 128, 0.1);
                var sparse = PruneAndFineTune.withoutFineTuning(pruner, model, digits, 0.6, Meter.none());
                System.out.println(sparse.masks().table());
                System.out.println(sparse.after());
                """;
    }

    @Override
    public void run(Experiment experiment) {
        TrainTest mnist = Datasets.load("mnist");
        TrainTest data = new TrainTest(
                mnist.train().take(experiment.scaled(500, 10_000)), mnist.test().take(experiment.scaled(500, 10_000)));
        int width = experiment.scaled(32, 256);
        for (long seed : experiment.seeds()) {
            experiment.progress("seed " + seed + ": dense network");
            TrainingOptions options = TrainingOptions.defaults()
                    .withEpochs(experiment.scaled(1, 5))
                    .withSeed(seed);
            Mlp model = new Mlp(784, width, width, width, width, 10);
            try (DenseNetwork dense = new DenseNetwork(model, data, options, InitialWeights.NARROW)) {
                experiment.measure("dense, accuracy [%]", seed, dense.accuracy());
                prune(experiment, dense, data.train(), seed);
            }
        }
        claim(experiment);
    }

    private static void prune(Experiment experiment, DenseNetwork dense, Dataset calibration, long seed) {
        experiment.progress("seed " + seed + ": sensitivities");
        int draws = experiment.scaled(1, 8);
        double[] zeroth =
                new ZerothOrderSensitivity(CALIBRATION, BATCH, draws, seed).scores(dense.model(), calibration);
        double[] first =
                new FirstOrderSensitivity(Size.MAGNITUDES, CALIBRATION, BATCH).scores(dense.model(), calibration);
        double[] norms = new FirstOrderSensitivity(Size.NORM, CALIBRATION, BATCH).scores(dense.model(), calibration);
        experiment.measure(CORRELATION, seed, new PearsonsCorrelation().correlation(zeroth, first));
        experiment.measure(
                "correlation of zeroth-order scores and gradient norms",
                seed,
                new PearsonsCorrelation().correlation(zeroth, norms));
        Map<String, Pruner> pruners = new LinkedHashMap<>();
        pruners.put("uniform Wanda", new WandaPruner(CALIBRATION));
        pruners.put("ECoFLaP, zeroth order", ecoflap((m, d) -> zeroth));
        pruners.put("ECoFLaP, zeroth order per weight", ecoflap(((Sensitivity) (m, d) -> zeroth.clone()).perWeight()));
        pruners.put("ECoFLaP, first order", ecoflap((m, d) -> first));
        for (int sparsity : SPARSITIES) {
            pruners.forEach((name, pruner) -> {
                experiment.progress("seed " + seed + ": " + name + " at " + sparsity + " %");
                experiment.measure(
                        quantity(name, sparsity),
                        seed,
                        dense.prune(pruner, sparsity / 100.0).pruned());
            });
            experiment.progress("seed " + seed + ": shuffled scores at " + sparsity + " %");
            Random random = new Random(seed);
            double mean = 0;
            for (int i = 0; i < SHUFFLES; i++) {
                double[] shuffled = shuffled(zeroth, random);
                mean += dense.prune(ecoflap((m, d) -> shuffled), sparsity / 100.0)
                                .pruned()
                        / SHUFFLES;
            }
            experiment.measure(quantity("shuffled scores", sparsity), seed, mean);
        }
    }

    private static Pruner ecoflap(Sensitivity sensitivity) {
        return new EcoflapPruner(sensitivity, CALIBRATION, SPREAD);
    }

    private static double[] shuffled(double[] scores, Random random) {
        List<Double> list = new ArrayList<>(Arrays.stream(scores).boxed().toList());
        Collections.shuffle(list, random);
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void claim(Experiment experiment) {
        var ecoflap = experiment.measured(quantity("ECoFLaP, zeroth order", JUDGED));
        experiment.claim(
                "At 80 %, ECoFLaP is 1 point better than Wanda with equal sparsities",
                REPORTED,
                ecoflap.minus(experiment.measured(quantity("uniform Wanda", JUDGED))),
                Criterion.meanAtLeast(1));
        experiment.claim(
                "At 80 %, ECoFLaP is 1 point better than with its scores shuffled among the layers",
                REPORTED,
                ecoflap.minus(experiment.measured(quantity("shuffled scores", JUDGED))),
                Criterion.meanAtLeast(1));
        experiment.claim(
                "Zeroth and first-order scores of layers correlate by 0.8",
                "zeroth order replaces backpropagation",
                experiment.measured(CORRELATION),
                Criterion.meanAtLeast(0.8));
        experiment.note(
                "An MLP on MNIST (10,000 images) stands for vision-language models; a block is one layer. With 8"
                        + " directions a batch, not 1, to lower the variance at this size. Nothing is fine-tuned.");
        experiment.note(
                "The paper's blocks are of one size, these layers are not. Summed over a layer, the scores do not"
                        + " beat their own shuffling: sharing out by layer and not by size does the good there, as the smallest"
                        + " layers stay nearly whole. Divided by the number of weights (per weight), they are better than both.");
        experiment.note("A zeroth-order score estimates the norm of a layer's gradient, with which it correlates; the"
                + " first-order score sums magnitudes and grows with a layer's size beside that, so over layers of"
                + " unequal size the two need not correlate.");
    }

    private static String quantity(String name, int sparsity) {
        return name + " at " + sparsity + " %, accuracy [%]";
    }
}
