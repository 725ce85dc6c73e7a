package joulebook.ml.loss;

import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.Texts;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.CharacterMlp;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Curve.Axes;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** The time of an output layer over the number of classes; and the ranking of the next character of Moby-Dick. */
public final class ZLossReproduction implements Reproduction {
    private static final int INPUTS = 64;
    private static final int WINDOW = 2;
    private static final double[] SHARPNESSES = {0.1, 1, 5};
    private static final double[] AIMS = {0, 8, 28};
    private static final Axes AXES = new Axes("classes", "seconds an example");

    @Override
    public String id() {
        return "z-loss";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.loss.*;

                Random random = new Random(0);
                double[][] weights = new double[10_000][64];
                for (double[] row : weights) Arrays.setAll(row, i -> random.nextGaussian() / 8);
                SphericalOutputLayer layer = new SphericalOutputLayer(SphericalLoss.z(1, 8), weights);
                double[] h = random.doubles(64).toArray();
                for (int step = 0; step < 1000; step++) layer.step(h, 42, 0.1);
                System.out.println(layer.forward(h, 42).loss());
                """;
    }

    @Override
    public void run(Experiment experiment) {
        for (long seed : experiment.seeds()) {
            for (int classes : new int[] {1_000, 10_000, 100_000}) {
                experiment.progress("seed " + seed + ": the time for " + classes + " classes");
                time(experiment, classes / experiment.scaled(100, 1), seed);
            }
            rank(experiment, seed);
        }
        int few = 1_000 / experiment.scaled(100, 1);
        for (String path : new String[] {"Z-loss", "Z-loss with its update"}) {
            experiment.claim(
                    path + ": time at 100 times as many classes, over that before",
                    "flat in the number of classes; 40 times faster than log-softmax on a billion words",
                    growth(experiment, path, few),
                    Criterion.eachAtMost(2));
        }
        experiment.claim(
                "log-softmax: time at 100 times as many classes, over that before",
                "grows with the number of classes",
                growth(experiment, "log-softmax", few),
                Criterion.eachAtLeast(20));
        Measured z = experiment.measured("Z-loss: top 5");
        experiment.claim(
                "top-10 accuracy of the Z-loss less that of log-softmax",
                "better on some ranking scores",
                experiment.measured("Z-loss: top 10").minus(experiment.measured("log-softmax: top 10")),
                Criterion.meanAtLeast(-0.01));
        for (String other : new String[] {"Taylor softmax", "one-hot error"}) {
            experiment.claim(
                    "top-5 accuracy of the Z-loss less that of the " + other,
                    "the best of the spherical losses",
                    z.minus(experiment.measured(other + ": top 5")),
                    Criterion.meanAtLeast(0.01));
        }
        experiment.note(
                "Times are of one thread, in double precision, for one example; those of the update hold its share of the"
                        + " times when the factors are multiplied out.");
    }

    private static Measured growth(Experiment experiment, String path, int few) {
        return experiment.measured(seconds(path, 100 * few)).over(experiment.measured(seconds(path, few)));
    }

    private static String seconds(String path, int classes) {
        return path + ", " + classes + " classes: seconds";
    }

    private static void time(Experiment experiment, int classes, long seed) {
        Random random = new Random(seed);
        double[][] weights = new double[classes][INPUTS];
        for (double[] row : weights) {
            Arrays.setAll(row, i -> random.nextGaussian() / Math.sqrt(INPUTS));
        }
        double[][] examples = new double[64][INPUTS];
        for (double[] example : examples) {
            Arrays.setAll(example, i -> random.nextGaussian());
        }
        int[] labels = random.ints(1024, 0, classes).toArray();
        SphericalOutputLayer layer = new SphericalOutputLayer(SphericalLoss.z(1, 8), weights);
        int calls = experiment.scaled(20, 5_000);
        measure(experiment, "Z-loss", classes, seed, calls, i -> layer.forward(examples[i % 64], labels[i % 1024]));
        measure(
                experiment,
                "Z-loss with its update",
                classes,
                seed,
                Math.max(calls, classes),
                i -> layer.step(examples[i % 64], labels[i % 1024], 1e-3));
        measure(
                experiment,
                "log-softmax",
                classes,
                seed,
                Math.max(10, calls * 200 / classes),
                i -> logSoftmax(weights, examples[i % 64], labels[i % 1024]));
    }

    /** The median of three times, after a first one that is not counted. */
    private static void measure(
            Experiment experiment, String path, int classes, long seed, int calls, IntConsumer work) {
        double[] times = new double[4];
        for (int repeat = 0; repeat < times.length; repeat++) {
            experiment.progress(path + ", " + classes + " classes");
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                work.accept(i);
            }
            times[repeat] = (System.nanoTime() - start) * 1e-9 / calls;
        }
        double median = Arrays.stream(times, 1, times.length)
                .sorted()
                .skip(1)
                .findFirst()
                .orElseThrow();
        experiment.measure(seconds(path, classes), seed, median);
        experiment.point(AXES, path, classes, median);
    }

    /** Loss and gradient by the inputs, as plainly as the spherical path. */
    private static SphericalOutputLayer.Result logSoftmax(double[][] weights, double[] h, int label) {
        double[] outputs = new double[weights.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < outputs.length; k++) {
            for (int i = 0; i < h.length; i++) {
                outputs[k] += weights[k][i] * h[i];
            }
            largest = Math.max(largest, outputs[k]);
        }
        double loss = largest - outputs[label];
        double sum = 0;
        for (int k = 0; k < outputs.length; k++) {
            outputs[k] = Math.exp(outputs[k] - largest);
            sum += outputs[k];
        }
        double[] gradient = new double[h.length];
        for (int k = 0; k < outputs.length; k++) {
            double slope = outputs[k] / sum - (k == label ? 1 : 0);
            for (int i = 0; i < h.length; i++) {
                gradient[i] += slope * weights[k][i];
            }
        }
        return new SphericalOutputLayer.Result(loss + Math.log(sum), gradient);
    }

    private static void rank(Experiment experiment, long seed) {
        String text = Texts.load("moby-dick");
        int length = experiment.scaled(400, 30_000);
        int from = (int) (seed % 8) * 100_000;
        Dataset train = windows(text, from, length);
        Dataset validation = windows(text, from + length, length / 6);
        Dataset test = windows(text, from + length + length / 6, length / 3);
        double best = -1;
        double[] ranks = {};
        for (double a : SHARPNESSES) {
            for (double b : AIMS) {
                experiment.progress("seed " + seed + ": Z-loss with a = " + a + ", b = " + b);
                try (TrainingRun run = train(experiment, new ZLoss(a, b), new TrainTest(train, validation), seed)) {
                    double score = top(10, ranks(run, validation));
                    if (score > best) {
                        best = score;
                        ranks = ranks(run, test);
                    }
                }
            }
        }
        report(experiment, "Z-loss", ranks, seed);
        compare(experiment, "log-softmax", new CompSumLoss(1), new TrainTest(train, test), seed);
        compare(experiment, "Taylor softmax", new TaylorSoftmaxLoss(), new TrainTest(train, test), seed);
        compare(experiment, "one-hot error", new OneHotLoss(), new TrainTest(train, test), seed);
    }

    private static Dataset windows(String text, int from, int length) {
        return Texts.windows("moby-dick", text.substring(from, from + length), WINDOW);
    }

    private static void compare(Experiment experiment, String name, Loss loss, TrainTest data, long seed) {
        experiment.progress("seed " + seed + ": " + name);
        try (TrainingRun run = train(experiment, loss, data, seed)) {
            report(experiment, name, ranks(run, data.test()), seed);
        }
    }

    private static TrainingRun train(Experiment experiment, Loss loss, TrainTest data, long seed) {
        TrainingOptions options = TrainingOptions.defaults()
                .withEpochs(experiment.scaled(1, 5))
                .withLearningRate(3e-3f)
                .withSeed(seed);
        return new Backpropagation()
                .withLoss(loss)
                .fit(
                        CharacterMlp.of(Texts.CHARACTERS, WINDOW, 32, 64),
                        data,
                        options,
                        Meter.none(),
                        TrainingListener.NONE);
    }

    /** How many outputs lie above that of the class, for each example. */
    private static double[] ranks(TrainingRun run, Dataset data) {
        float[][] examples = new float[data.size()][WINDOW];
        for (int i = 0; i < examples.length; i++) {
            System.arraycopy(data.features(), i * WINDOW, examples[i], 0, WINDOW);
        }
        float[][] outputs = run.outputs(examples);
        int[] labels = ((Targets.Classes) data.targets()).labels();
        double[] ranks = new double[examples.length];
        for (int i = 0; i < ranks.length; i++) {
            for (float output : outputs[i]) {
                ranks[i] += output > outputs[i][labels[i]] ? 1 : 0;
            }
        }
        return ranks;
    }

    private static double top(int k, double[] ranks) {
        return Arrays.stream(ranks).filter(rank -> rank < k).count() / (double) ranks.length;
    }

    private static void report(Experiment experiment, String name, double[] ranks, long seed) {
        for (int k : new int[] {1, 5, 10}) {
            experiment.measure(name + ": top " + k, seed, top(k, ranks));
        }
    }
}
