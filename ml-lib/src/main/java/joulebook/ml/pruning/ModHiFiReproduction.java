package joulebook.ml.pruning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.TrainingOptions;

/** Units kept by their fidelity against other choices, and a class forgotten by cutting off units. */
public final class ModHiFiReproduction implements Reproduction {

    private static final double KEPT = 0.25;
    private static final int FORGOTTEN = 3;
    private static final double RECALL = 5;
    private static final String MODHIFI = "ModHiFi-P";
    private static final String NORM = "norm of incoming weights";
    private static final String RANDOM = "random";

    @Override
    public String id() {
        return "modhifi";
    }

    @Override
    public String usage() {
        return """
                import ai.djl.ndarray.*; import joulebook.ml.data.*; import joulebook.ml.energy.*;
                import joulebook.ml.model.*; import joulebook.ml.pruning.*; import joulebook.ml.train.*;
                var digits = Datasets.load("digits");
                var model = new Mlp(64, 128, 64, 10);
                new Backpropagation().fit(model, digits, TrainingOptions.defaults().withEpochs(20),
                        Meter.none(), TrainingListener.NONE);
                var manager = NDManager.newBaseManager();
                var smaller = UnitPruner.modHiFi().prune(model, 0.25, digits.train(), manager);
                System.out.println(Evaluation.of(model, digits.test()));
                System.out.println(Evaluation.of(smaller, digits.test()));
                manager.close();
                """;
    }

    @Override
    public void run(Experiment experiment) {
        TrainTest digits = Datasets.load("digits");
        for (long seed : experiment.seeds()) {
            experiment.progress("seed " + seed + ": dense network");
            TrainingOptions options = TrainingOptions.defaults()
                    .withBatchSize(64)
                    .withEpochs(experiment.scaled(1, 40))
                    .withSeed(seed);
            try (DenseNetwork dense =
                    new DenseNetwork(new Mlp(64, 128, 64, 10), digits, options, InitialWeights.NARROW)) {
                experiment.measure("dense, accuracy [%]", seed, dense.accuracy());
                prune(experiment, dense.model(), digits, seed);
                forget(experiment, dense, digits, seed);
            }
        }
        claim(experiment);
    }

    private static void prune(Experiment experiment, Mlp model, TrainTest data, long seed) {
        experiment.progress("seed " + seed + ": pruning units");
        Map<String, UnitPruner> pruners = new LinkedHashMap<>();
        pruners.put(MODHIFI, UnitPruner.modHiFi());
        pruners.put(MODHIFI + " without compensation", new UnitPruner(UnitScore.FIDELITY, false, seed));
        pruners.put(NORM, new UnitPruner(UnitScore.INCOMING_NORM, false, seed));
        pruners.put(NORM + " with compensation", new UnitPruner(UnitScore.INCOMING_NORM, true, seed));
        pruners.put(RANDOM, new UnitPruner(UnitScore.RANDOM, false, seed));
        pruners.put(RANDOM + " with compensation", new UnitPruner(UnitScore.RANDOM, true, seed));
        pruners.forEach((name, pruner) -> measure(experiment, name, model, pruner, data.train(), data.test(), seed));
        measure(
                experiment,
                MODHIFI + " on synthetic inputs",
                model,
                UnitPruner.modHiFi(),
                gaussian(data.train(), seed),
                data.test(),
                seed);
    }

    private static void measure(
            Experiment experiment, String name, Mlp model, UnitPruner pruner, Dataset inputs, Dataset test, long seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Mlp smaller = pruner.prune(model, KEPT, inputs, manager);
            experiment.measure(name + ", accuracy [%]", seed, accuracy(smaller, test));
            experiment.measure(name + ", output error", seed, outputError(model, smaller, test));
            experiment.measure(
                    "parameters left [%]",
                    seed,
                    100.0
                            * ParameterVector.of(smaller).size()
                            / ParameterVector.of(model).size());
        }
    }

    /** |f - f~| / |f| over all examples. */
    private static double outputError(Block model, Block smaller, Dataset data) {
        return NoGrad.call(() -> {
            try (NDManager scope = NDManager.newBaseManager();
                    var batches = data.batches(scope, data.size())) {
                NDArray inputs = batches.get(0, scope).features();
                NDArray outputs = Layers.forward(model, inputs, false);
                NDArray error = outputs.sub(Layers.forward(smaller, inputs, false));
                return (double) error.norm().getFloat() / outputs.norm().getFloat();
            }
        });
    }

    /** As many Gaussian inputs, with the mean and covariance of the data: mean + sum of z_i (x_i - mean) / sqrt(n). */
    private static Dataset gaussian(Dataset data, long seed) {
        int n = data.size();
        Random random = new Random(seed);
        try (NDManager scope = NDManager.newBaseManager()) {
            float[] draws = new float[n * n];
            for (int i = 0; i < draws.length; i++) {
                draws[i] = (float) (random.nextGaussian() / Math.sqrt(n));
            }
            NDArray examples =
                    scope.create(data.features(), new Shape(n, data.shape().size()));
            NDArray mean = examples.mean(new int[] {0}, true);
            NDArray samples = scope.create(draws, new Shape(n, n))
                    .matMul(examples.sub(mean))
                    .add(mean);
            return new Dataset("synthetic", data.shape(), samples.toFloatArray(), data.targets());
        }
    }

    /** With the smallest budget that brings the recall on the training data down. */
    private static void forget(Experiment experiment, DenseNetwork dense, TrainTest data, long seed) {
        for (boolean compensate : new boolean[] {false, true}) {
            String name = "ModHiFi-U" + (compensate ? " with compensation" : "");
            Dataset forget = ofClass(data.train(), true);
            Dataset retain = ofClass(data.train(), false);
            dense.restore();
            double others = accuracy(dense.model(), ofClass(data.test(), false));
            int budget = 0;
            int most = experiment.scaled(2, 64);
            while (accuracy(dense.model(), forget) > RECALL && budget < most) {
                budget++;
                experiment.progress("seed " + seed + ": " + name + ", " + budget + " units a layer");
                dense.restore();
                new ClassUnlearner(budget, compensate).forget(dense.model(), forget, retain);
            }
            experiment.measure(name + ", units cut off in a layer", seed, budget);
            experiment.measure(
                    name + ", recall of the class [%]", seed, accuracy(dense.model(), ofClass(data.test(), true)));
            experiment.measure(
                    name + ", change of the others' accuracy [points]",
                    seed,
                    accuracy(dense.model(), ofClass(data.test(), false)) - others);
        }
        dense.restore();
    }

    private static Dataset ofClass(Dataset data, boolean forgotten) {
        int[] labels = ((Targets.Classes) data.targets()).labels();
        return data.select(IntStream.range(0, labels.length)
                .filter(i -> labels[i] == FORGOTTEN == forgotten)
                .toArray());
    }

    private static double accuracy(Block model, Dataset data) {
        return 100 * Evaluation.of(model, data).accuracy().orElseThrow();
    }

    private static void claim(Experiment experiment) {
        Measured accuracy = experiment.measured(MODHIFI + ", accuracy [%]");
        String reported = "11 % faster than the best before on ImageNet models";
        experiment.claim(
                "With a quarter of the units, ModHiFi-P is 10 points better than the norm of incoming weights",
                reported,
                accuracy.minus(experiment.measured(NORM + ", accuracy [%]")),
                Criterion.meanAtLeast(10));
        experiment.claim(
                "With a quarter of the units, ModHiFi-P is 15 points better than chance",
                reported,
                accuracy.minus(experiment.measured(RANDOM + ", accuracy [%]")),
                Criterion.meanAtLeast(15));
        Measured others = experiment
                .measured(NORM + ", output error")
                .with(experiment.measured(RANDOM + ", output error"), Math::min);
        experiment.claim(
                "Its output error is the lowest of the three (ratio to the next)",
                "fidelity bounds the error at the output",
                experiment.measured(MODHIFI + ", output error").over(others),
                Criterion.eachAtMost(1));
        experiment.claim(
                "Compensation makes it better",
                reported,
                accuracy.minus(experiment.measured(MODHIFI + " without compensation, accuracy [%]")),
                Criterion.meanAtLeast(0));
        String unlearned = "complete unlearning of a class on CIFAR-10 without fine-tuning";
        experiment.claim(
                "ModHiFi-U brings the recall of class 3 to 5 %",
                unlearned, experiment.measured("ModHiFi-U, recall of the class [%]"), Criterion.meanAtMost(RECALL));
        experiment.claim(
                "The accuracy on the other nine falls by at most 5 points",
                unlearned,
                experiment.measured("ModHiFi-U, change of the others' accuracy [points]"),
                Criterion.meanAtLeast(-5));
        experiment.note(
                "The gain is the compensation's: with it, units kept for their norm or at random rebuild the output"
                        + " better still, and without it fidelity chooses worse than chance, for the units that rebuild the most"
                        + " alone say much the same.");
        experiment.note("Which units go first when a class is forgotten is not settled by what is published. Here it is"
                + " those with the largest difference of fidelities; by their ratio, the other nine classes lose some 10"
                + " points more. With compensation, many more units have to go before the class is forgotten.");
        experiment.note("Digits and an MLP 64-128-64-10 stand for ImageNet, CIFAR-10 and their networks. No speed-up is"
                + " claimed: at this size a forward pass is not bound by arithmetic.");
    }
}
