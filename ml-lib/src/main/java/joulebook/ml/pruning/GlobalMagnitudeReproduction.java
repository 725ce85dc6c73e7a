package joulebook.ml.pruning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Curve.Axes;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.pruning.DenseNetwork.Pruned;
import joulebook.ml.train.TrainingOptions;

/**
 * Global magnitude pruning against simpler choices, at once and gradually, and the minimum threshold where a layer would be
 * emptied.
 */
public final class GlobalMagnitudeReproduction implements Reproduction {

    private static final Axes AXES = new Axes("sparsity [%]", "fine-tuned accuracy [%]");
    private static final List<Integer> SPARSITIES = List.of(80, 90, 95, 98);
    private static final int JUDGED = 95;
    private static final double COLLAPSING = 0.7;
    private static final String KEPT = "fewest weights kept in a layer";

    @Override
    public String id() {
        return "global-magnitude-pruning";
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
                var pruner = MagnitudePruner.global().withMinimumKept(100);
                var sparse = new PruneAndFineTune(pruner, options.withEpochs(2), 5)
                        .run(model, digits, 0.9, Meter.none(), TrainingListener.NONE);
                System.out.println(sparse.masks().table());
                System.out.println(sparse.after());
                """;
    }

    @Override
    public void run(Experiment experiment) {
        TrainTest digits = Datasets.load("digits");
        for (long seed : experiment.seeds()) {
            experiment.progress("seed " + seed + ": dense network");
            try (DenseNetwork dense = dense(experiment, digits, seed, InitialWeights.NARROW)) {
                experiment.measure("dense, accuracy [%]", seed, dense.accuracy());
                compare(experiment, dense, seed);
                collapse(experiment, dense, seed);
            }
            try (DenseNetwork dense = dense(experiment, digits, seed, InitialWeights.KAIMING)) {
                int epochs = experiment.scaled(1, 5);
                Map.of("global", MagnitudePruner.global(), "uniform", MagnitudePruner.uniform())
                        .forEach((name, pruner) -> experiment.measure(
                                quantity(name + " from Kaiming's initial weights", JUDGED),
                                seed,
                                dense.prune(pruner, JUDGED / 100.0, 1, epochs).fineTuned()));
            }
        }
        claim(experiment);
    }

    private static DenseNetwork dense(Experiment experiment, TrainTest data, long seed, InitialWeights initial) {
        TrainingOptions options = TrainingOptions.defaults()
                .withBatchSize(64)
                .withEpochs(experiment.scaled(1, 25))
                .withSeed(seed);
        return new DenseNetwork(new Mlp(64, 300, 100, 10), data, options, initial);
    }

    private static void compare(Experiment experiment, DenseNetwork dense, long seed) {
        Map<String, Pruner> pruners = new LinkedHashMap<>();
        pruners.put("global", MagnitudePruner.global());
        pruners.put("global, minimum 0.2 %", MagnitudePruner.global().withMinimumKept(share(dense, 0.002)));
        pruners.put("uniform", MagnitudePruner.uniform());
        pruners.put("SNIP score", new SnipPruner(1000));
        pruners.put("random", new RandomPruner(seed));
        pruners.put("LAMP", new LampPruner());
        int epochs = experiment.scaled(1, 5);
        for (int sparsity : experiment.budget() == Budget.SMOKE ? List.of(JUDGED) : SPARSITIES) {
            pruners.forEach((name, pruner) -> {
                experiment.progress("seed " + seed + ": " + name + " at " + sparsity + " %");
                Pruned pruned = dense.prune(pruner, sparsity / 100.0, 1, epochs);
                experiment.measure(quantity(name, sparsity), seed, pruned.fineTuned());
                experiment.point(AXES, name, sparsity, pruned.fineTuned());
                experiment.measure(name + " at " + sparsity + " %, " + KEPT, seed, pruned.least());
            });
            experiment.progress("seed " + seed + ": gradually to " + sparsity + " %");
            Pruned gradual = dense.prune(MagnitudePruner.global(), sparsity / 100.0, epochs, 1);
            experiment.measure(quantity("global, gradual", sparsity), seed, gradual.fineTuned());
            experiment.point(AXES, "global, gradual", sparsity, gradual.fineTuned());
        }
    }

    /** The first layer made small and the second large: the same function, but one threshold empties the first. */
    private static void collapse(Experiment experiment, DenseNetwork dense, long seed) {
        Map<String, MagnitudePruner> pruners = new LinkedHashMap<>();
        pruners.put("plain", MagnitudePruner.global());
        pruners.put("minimum 1 %", MagnitudePruner.global().withMinimumKept(share(dense, 0.01)));
        pruners.forEach((name, pruner) -> {
            experiment.progress("seed " + seed + ": rescaled layers, " + name);
            dense.restore();
            dense.rescale(0, 0.01f);
            Pruned pruned = dense.pruneAsItIs(pruner, COLLAPSING, 1, experiment.scaled(1, 5));
            experiment.measure("rescaled, " + name + ", pruned, accuracy [%]", seed, pruned.pruned());
            experiment.measure("rescaled, " + name + ", fine-tuned, accuracy [%]", seed, pruned.fineTuned());
            experiment.measure("rescaled, " + name + ", " + KEPT, seed, pruned.least());
        });
    }

    private static int share(DenseNetwork dense, double share) {
        return (int) (share
                * PrunableWeights.of(dense.model()).stream()
                        .mapToInt(PrunableWeights.Weight::size)
                        .sum());
    }

    private static void claim(Experiment experiment) {
        Measured global = experiment.measured(quantity("global", JUDGED));
        String best = "vanilla global magnitude pruning beats the compared methods";
        experiment.claim(
                "At 95 %, fine-tuned, global is 1 point better than uniform",
                best, global.minus(experiment.measured(quantity("uniform", JUDGED))), Criterion.meanAtLeast(1));
        experiment.claim(
                "At 95 %, fine-tuned, global is 5 points better than random",
                best, global.minus(experiment.measured(quantity("random", JUDGED))), Criterion.meanAtLeast(5));
        experiment.claim(
                "At 95 %, gradual pruning loses at most 1 point to pruning at once",
                "gradual pruning is better for FLOPs",
                experiment.measured(quantity("global, gradual", JUDGED)).minus(global),
                Criterion.meanAtLeast(-1));
        String fixed = "a minimum threshold fixes layer collapse";
        experiment.claim(
                "With the first layer made small, 70 % empties a layer",
                "at high sparsity a layer can collapse",
                experiment.measured("rescaled, plain, " + KEPT),
                Criterion.eachAtMost(0));
        experiment.claim(
                "A minimum of 1 % of all weights keeps so many in each layer",
                fixed, experiment.measured("rescaled, minimum 1 %, " + KEPT), Criterion.eachAtLeast(502));
        experiment.claim(
                "Fine-tuned, the minimum is 20 points better than the plain rule",
                fixed,
                experiment
                        .measured("rescaled, minimum 1 %, fine-tuned, accuracy [%]")
                        .minus(experiment.measured("rescaled, plain, fine-tuned, accuracy [%]")),
                Criterion.meanAtLeast(20));
        experiment.note(
                "That global magnitude beats all others does not hold here: LAMP is better at each sparsity, the"
                        + " more so the higher it is.");
        experiment.note("How global fares hangs on the initial weights. These are PyTorch's (up to 1 / sqrt(n) of n"
                + " inputs); from Kaiming's, which are 2.4 times as large, magnitudes still tell the widths of the layers"
                + " after training, one threshold takes nearly all of the widest, and uniform is better than global.");
        experiment.note("Digits and an MLP 64-300-100-10 stand for CIFAR-10, ImageNet and their networks; FLOPs are not"
                + " shown, since in an MLP they are the weights. SNIP's score is taken of the trained network.");
    }

    private static String quantity(String name, int sparsity) {
        return name + " at " + sparsity + " %, fine-tuned, accuracy [%]";
    }
}
