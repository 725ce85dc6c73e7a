package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Curve.Axes;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.ProjectedGradientAttack;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** MNIST by five comp-sum losses; against attacks by cross-entropy, adversarial training and the smooth loss; the bounds. */
public final class CompSumReproduction implements Reproduction {
    private static final double[] TAUS = {0, 0.5, 1, 1.5, 2};
    private static final double RADIUS = 0.1;
    private static final Axes AXES = new Axes("tau", "test accuracy after one epoch");

    @Override
    public String id() {
        return "comp-sum-loss";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.data.*;
                import joulebook.ml.energy.Meter;
                import joulebook.ml.loss.*;
                import joulebook.ml.model.Mlp;
                import joulebook.ml.train.*;

                ProjectedGradientAttack attack = new ProjectedGradientAttack(0.1, 0.025, 10, 0, 1, 0);
                SmoothAdversarialCompSumLoss loss = new SmoothAdversarialCompSumLoss(1, 1, 1, attack);
                TrainingRun run = new Backpropagation().withLoss(loss)
                        .fit(new Mlp(64, 64, 10), Datasets.load("digits"), TrainingOptions.defaults(), Meter.none(), TrainingListener.NONE);
                System.out.println(run + ", 0.2 above the least loss is at most " + ConsistencyBound.gamma(1, 10, 0.2) + " in errors");
                """;
    }

    @Override
    public void run(Experiment experiment) {
        TrainTest mnist = Datasets.load("mnist");
        Dataset test = mnist.test().take(experiment.scaled(200, 10_000));
        TrainTest clean = new TrainTest(mnist.train().take(experiment.scaled(300, 10_000)), test);
        Dataset digits = Datasets.load("digits").all();
        for (long seed : experiment.seeds()) {
            for (double tau : TAUS) {
                compare(experiment, tau, clean, seed);
            }
            TrainTest attacked = digits.split(0.25, seed);
            defences(seed).forEach((name, loss) -> defend(experiment, name, loss, attacked, seed));
            experiment.progress("seed " + seed + ": bounds");
            measureBounds(experiment, seed);
        }
        claims(experiment);
        experiment.note(
                "Adam at 1e-3; attacks of 0.1 on digits, of 10 steps in training and 20 in testing. The paper trains wide"
                        + " residual networks on larger pictures.");
        experiment.note(
                "At nu = rho = 1 the smooth loss is more robust than cross-entropy (0.61 against 0.47 over seeds 0 to 2), but"
                        + " falls short of adversarial training (0.74), and of clean accuracy (0.81 against 0.96): the change that the"
                        + " attack makes to a small network's logits outweighs what it gains by telling classes apart. On 5,000"
                        + " examples of MNIST with the same radius it ends at one class for all (0.13).");
    }

    private static void compare(Experiment experiment, double tau, TrainTest data, long seed) {
        experiment.progress("seed " + seed + ": tau " + tau);
        Backpropagation method = new Backpropagation().withLoss(new CompSumLoss(tau));
        TrainingOptions options =
                TrainingOptions.defaults().withEpochs(experiment.scaled(1, 5)).withSeed(seed);
        try (TrainingRun run = method.fit(new Mlp(784, 100, 10), data, options, Meter.none(), TrainingListener.NONE)) {
            double early = run.history().doubleColumn("test_accuracy").get(0);
            experiment.measure("tau " + tau + ": accuracy after one epoch", seed, early);
            experiment.measure("tau " + tau + ": accuracy", seed, run.metric("test_accuracy"));
            experiment.point(AXES, "comp-sum", tau, early);
        }
    }

    private static Map<String, Supplier<Loss>> defences(long seed) {
        Map<String, Supplier<Loss>> defences = new LinkedHashMap<>();
        defences.put("cross-entropy", () -> new CompSumLoss(1));
        defences.put("adversarial training", () -> new AdversarialLoss(new CompSumLoss(1), attack(10, seed)));
        defences.put("smooth adversarial", () -> new SmoothAdversarialCompSumLoss(1, 1, 1, attack(10, seed)));
        return defences;
    }

    private static ProjectedGradientAttack attack(int steps, long seed) {
        return new ProjectedGradientAttack(RADIUS, RADIUS / 4, steps, 0, 1, seed);
    }

    private static void defend(Experiment experiment, String name, Supplier<Loss> loss, TrainTest data, long seed) {
        experiment.progress("seed " + seed + ": " + name);
        TrainingOptions options = TrainingOptions.defaults()
                .withEpochs(experiment.scaled(1, 40))
                .withBatchSize(64)
                .withSeed(seed);
        try (TrainingRun run = new Backpropagation()
                .withLoss(loss)
                .fit(new Mlp(64, 64, 10), data, options, Meter.none(), TrainingListener.NONE)) {
            experiment.measure(name + ": clean accuracy", seed, run.metric("test_accuracy"));
            Block model = run.model().getBlock();
            experiment.measure(name + ": robust accuracy", seed, robustAccuracy(model, data.test(), seed));
        }
    }

    private static double robustAccuracy(Block model, Dataset data, long seed) {
        Loss loss = new CompSumLoss(1);
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = data.batches(manager, data.size())) {
            Batch all = batches.get(0, manager);
            NDArray near = attack(20, seed + 1)
                    .of(model, all.features(), logits -> loss.evaluate(new NDList(all.targets()), new NDList(logits)));
            return NoGrad.call(() -> Layers.forward(model, near, false)
                            .argMax(1)
                            .eq(all.targets())
                            .countNonzero()
                            .getLong()
                    / (double) data.size());
        }
    }

    /** The zero-one excess over its bound, of random distributions of the label and random predictions. */
    private static void measureBounds(Experiment experiment, long seed) {
        double[] taus = {0, 0.3, 0.5, 1, 1.3, 1.7, 2, 3};
        Random random = new Random(seed);
        double largest = 0;
        for (int i = 0; i < 1000; i++) {
            int classes = 2 + random.nextInt(9);
            double tau = taus[random.nextInt(taus.length)];
            double[] eta = distribution(classes, random);
            double[] p = distribution(classes, random);
            double[] best = least(tau, eta);
            double excess = Math.max(0, risk(tau, eta, p) - risk(tau, eta, best));
            double errors = eta[argMax(eta)] - eta[argMax(p)];
            largest = errors == 0 ? largest : Math.max(largest, errors / ConsistencyBound.gamma(tau, classes, excess));
        }
        experiment.measure("largest excess error over its bound", seed, largest);
    }

    private static double[] distribution(int classes, Random random) {
        double sharpness = 3 * random.nextDouble();
        double[] weights = new double[classes];
        Arrays.setAll(weights, k -> Math.exp(sharpness * random.nextGaussian()));
        return normalised(weights);
    }

    private static double[] normalised(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    /** The prediction of the least risk. */
    private static double[] least(double tau, double[] eta) {
        if (tau < 2) {
            return normalised(Arrays.stream(eta)
                    .map(each -> Math.pow(each, 1 / (2 - tau)))
                    .toArray());
        }
        double[] p = new double[eta.length];
        p[argMax(eta)] = 1;
        return p;
    }

    private static double risk(double tau, double[] eta, double[] p) {
        double risk = 0;
        for (int k = 0; k < p.length; k++) {
            risk += eta[k] * (tau == 1 ? -Math.log(p[k]) : (Math.pow(p[k], tau - 1) - 1) / (1 - tau));
        }
        return risk;
    }

    private static int argMax(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }

    private static void claims(Experiment experiment) {
        Measured logistic = experiment.measured("tau 1.0: accuracy after one epoch");
        for (double tau : new double[] {0, 2}) {
            experiment.claim(
                    "accuracy after one epoch of cross-entropy less that of tau " + tau,
                    "tau near 1 the best, 2 hard to optimise",
                    logistic.minus(experiment.measured("tau " + tau + ": accuracy after one epoch")),
                    Criterion.meanAtLeast(0.003));
        }
        experiment.claim(
                "accuracy in the end of the best tau of 0.5 to 1.5 less that of the better of 0 and 2",
                "tau near 1 the best",
                better(experiment, 0.5, 1, 1.5).minus(better(experiment, 0, 2)),
                Criterion.meanAtLeast(0));
        Measured robust = experiment.measured("smooth adversarial: robust accuracy");
        experiment.claim(
                "robust accuracy of the smooth loss less that of cross-entropy",
                "no figure",
                robust.minus(experiment.measured("cross-entropy: robust accuracy")),
                Criterion.meanAtLeast(0.2));
        experiment.claim(
                "clean accuracy of the smooth loss less that of cross-entropy",
                "superior clean accuracy",
                experiment
                        .measured("smooth adversarial: clean accuracy")
                        .minus(experiment.measured("cross-entropy: clean accuracy")),
                Criterion.meanAtLeast(-0.03));
        experiment.claim(
                "robust accuracy of the smooth loss less that of adversarial training",
                "more robust than the then best",
                robust.minus(experiment.measured("adversarial training: robust accuracy")),
                Criterion.meanAtLeast(-0.02));
        experiment.claim(
                "largest excess error over its bound",
                "at most 1, proved",
                experiment.measured("largest excess error over its bound"),
                Criterion.eachAtMost(1 + 1e-9));
    }

    private static Measured better(Experiment experiment, double... taus) {
        return Arrays.stream(taus)
                .mapToObj(tau -> experiment.measured("tau " + tau + ": accuracy"))
                .reduce((a, b) -> a.with(b, Math::max))
                .orElseThrow();
    }
}
