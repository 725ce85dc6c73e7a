package joulebook.ml.pruning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Curve.Axes;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.TrainingOptions;

/** LAMP against other ways of sharing out sparsity among the layers of one network, and under a rescaling of layers. */
public final class LampReproduction implements Reproduction {

    private static final String REPORTED = "LAMP consistently beats the popular layerwise sparsities";
    private static final List<Integer> SPARSITIES = List.of(90, 95, 98);
    private static final Axes AXES = new Axes("sparsity [%]", "fine-tuned accuracy [%]");
    private static final int JUDGED = 95;
    private static final double RESCALED_SPARSITY = 0.8;

    @Override
    public String id() {
        return "lamp";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.data.*; import joulebook.ml.energy.*; import joulebook.ml.model.*;
                import joulebook.ml.pruning.*; import joulebook.ml.train.*;
                var digits = Datasets.load("digits");
                var model = new Mlp(64, 300, 100, 10);
                var options = TrainingOptions.defaults().withEpochs(10);
                new Backpropagation().fit(model, digits, options, Meter.none(), TrainingListener.NONE);
                var sparse = new PruneAndFineTune(new LampPruner(), options)
                        .run(model, digits, 0.95, Meter.none(), TrainingListener.NONE);
                System.out.println(sparse.masks().table());
                System.out.println(sparse.after());
                """;
    }

    @Override
    public void run(Experiment experiment) {
        Map<String, Pruner> pruners = new LinkedHashMap<>();
        pruners.put("LAMP", new LampPruner());
        pruners.put("global", MagnitudePruner.global());
        pruners.put("uniform", MagnitudePruner.uniform());
        pruners.put("Unif+", MagnitudePruner.unifPlus());
        pruners.put("ERK", MagnitudePruner.erdosRenyi());
        TrainTest digits = Datasets.load("digits");
        int fineTuning = experiment.scaled(1, 5);
        for (long seed : experiment.seeds()) {
            experiment.progress("seed " + seed + ": dense network");
            TrainingOptions options = TrainingOptions.defaults()
                    .withBatchSize(64)
                    .withEpochs(experiment.scaled(1, 25))
                    .withSeed(seed);
            try (DenseNetwork dense =
                    new DenseNetwork(new Mlp(64, 300, 100, 10), digits, options, InitialWeights.NARROW)) {
                experiment.measure("dense, accuracy [%]", seed, dense.accuracy());
                for (int sparsity : SPARSITIES) {
                    pruners.forEach((name, pruner) -> {
                        experiment.progress("seed " + seed + ": " + name + " at " + sparsity + " %");
                        var pruned = dense.prune(pruner, sparsity / 100.0, 1, fineTuning);
                        experiment.measure(quantity(name, sparsity, "pruned"), seed, pruned.pruned());
                        experiment.measure(quantity(name, sparsity, "fine-tuned"), seed, pruned.fineTuned());
                        experiment.point(AXES, name, sparsity, pruned.fineTuned());
                    });
                }
                rescale(experiment, dense, seed);
            }
        }
        claim(experiment, pruners);
    }

    /** The same function with layers of other magnitudes, pruned without fine-tuning. */
    private static void rescale(Experiment experiment, DenseNetwork dense, long seed) {
        experiment.progress("seed " + seed + ": layers rescaled");
        for (var pruner : List.of(new LampPruner(), MagnitudePruner.global())) {
            String name = pruner instanceof LampPruner ? "LAMP" : "global";
            double before = dense.prune(pruner, RESCALED_SPARSITY).pruned();
            dense.restore();
            dense.rescale(0, 0.05f);
            double after = dense.pruneAsItIs(pruner, RESCALED_SPARSITY).pruned();
            experiment.measure(name + ", change by rescaling layers at 80 % [points]", seed, after - before);
        }
    }

    private static void claim(Experiment experiment, Map<String, Pruner> pruners) {
        Measured lamp = experiment.measured(quantity("LAMP", JUDGED, "fine-tuned"));
        Measured global = experiment.measured(quantity("global", JUDGED, "fine-tuned"));
        Measured uniform = experiment.measured(quantity("uniform", JUDGED, "fine-tuned"));
        Measured best = pruners.keySet().stream()
                .map(name -> experiment.measured(quantity(name, JUDGED, "fine-tuned")))
                .reduce((a, b) -> a.mean() >= b.mean() ? a : b)
                .orElseThrow();
        experiment.claim(
                "At 95 %, fine-tuned, LAMP is 3 points better than global magnitude",
                REPORTED, lamp.minus(global), Criterion.meanAtLeast(3));
        experiment.claim(
                "At 95 %, fine-tuned, LAMP is 5 points better than uniform sparsity",
                REPORTED, lamp.minus(uniform), Criterion.meanAtLeast(5));
        experiment.claim(
                "At 95 %, fine-tuned, LAMP is within 2 points of the best of the five",
                REPORTED, lamp.minus(best), Criterion.meanAtLeast(-2));
        experiment.claim(
                "Rescaling layers without changing the function leaves LAMP's accuracy as it was [points]",
                "the score does not depend on a layer's scale",
                experiment
                        .measured("LAMP, change by rescaling layers at 80 % [points]")
                        .map(Math::abs),
                Criterion.eachAtMost(0.5));
        experiment.claim(
                "The same rescaling costs global magnitude 10 points",
                "a single threshold on magnitudes depends on the layers' scales",
                experiment.measured("global, change by rescaling layers at 80 % [points]"),
                Criterion.meanAtMost(-10));
        experiment.note(
                "Digits and an MLP 64-300-100-10 stand for CIFAR-10 and convolutional networks; one-shot pruning"
                        + " stands for iterative pruning. Initial weights are PyTorch's. An MLP has no first convolution, so Unif+ keeps only its last layer"
                        + " denser.");
    }

    private static String quantity(String name, int sparsity, String stage) {
        return name + " at " + sparsity + " %, " + stage + ", accuracy [%]";
    }
}
