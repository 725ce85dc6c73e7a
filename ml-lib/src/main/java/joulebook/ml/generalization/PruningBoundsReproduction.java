package joulebook.ml.generalization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.math.SpectralNorm;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** The sketching bound of a network on MNIST against bounds by norms, and while it is pruned. */
public final class PruningBoundsReproduction implements Reproduction {

    private static final List<Integer> SPARSITIES = List.of(0, 50, 80, 95);
    private static final double QUANTILE = 0.1;
    private static final String REPORTED = "stronger than many state-of-the-art bounds";

    @Override
    public String id() {
        return "pruning-bounds";
    }

    @Override
    public String usage() {
        return """
                import ai.djl.ndarray.*; import joulebook.ml.data.*; import joulebook.ml.energy.*;
                import joulebook.ml.generalization.*; import joulebook.ml.train.*;
                var digits = Datasets.load("digits");
                var block = ReluNetwork.untrained(100, 10);
                new Backpropagation().fit(block, digits, TrainingOptions.defaults().withEpochs(10),
                        Meter.none(), TrainingListener.NONE);
                var manager = NDManager.newBaseManager();
                var batches = digits.train().batches(manager, 500);
                var inputs = batches.get(0, manager).features();
                System.out.println(new CompressionBound(0)
                        .evaluate(ReluNetwork.of(block), inputs, digits.train().size(), 1.0));
                manager.close();
                """;
    }

    @Override
    public void run(Experiment experiment) {
        TrainTest mnist = Datasets.load("mnist");
        TrainTest data = new TrainTest(
                mnist.train().take(experiment.scaled(500, 10_000)), mnist.test().take(experiment.scaled(500, 10_000)));
        int width = experiment.scaled(30, 500);
        for (long seed : experiment.seeds()) {
            experiment.progress("seed " + seed + ": closed form");
            closedForm(experiment, seed);
            experiment.progress("seed " + seed + ": training");
            TrainingOptions options = TrainingOptions.defaults()
                    .withEpochs(experiment.scaled(1, 5))
                    .withSeed(seed);
            SequentialBlock block = ReluNetwork.untrained(width, width, 10);
            try (TrainingRun run =
                    new Backpropagation().fit(block, data, options, Meter.none(), TrainingListener.NONE)) {
                measure(experiment, block, data, 0, seed);
                TrainingOptions again = run.options().withWarmStart(true).withEpochs(experiment.scaled(1, 2));
                for (int sparsity : SPARSITIES.subList(1, SPARSITIES.size())) {
                    experiment.progress("seed " + seed + ": pruning to " + sparsity + " %");
                    retrain(block, data, again, sparsity / 100.0);
                    measure(experiment, block, data, sparsity, seed);
                }
            }
        }
        claim(experiment);
    }

    /** The error of compressing a Gaussian matrix, over what the formula says. */
    private static void closedForm(Experiment experiment, long seed) {
        int side = experiment.scaled(100, 500);
        var compressor = new RandomMagnitudeCompressor(2.0 / 3);
        try (NDManager scope = NDManager.newBaseManager()) {
            Random random = new Random(seed);
            float[] values = new float[side * side];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() / Math.sqrt(side));
            }
            NDArray matrix = scope.create(values, new Shape(side, side));
            NDArray removed = matrix.sub(compressor.compress(matrix, random, scope));
            experiment.measure(
                    "compression error of a Gaussian matrix, over the formula's",
                    seed,
                    SpectralNorm.of(removed, 0) / compressor.error(side, side, 1.0 / side));
        }
    }

    /** Sets the smallest of each matrix to zero, and trains on with these held there. */
    private static void retrain(SequentialBlock block, TrainTest data, TrainingOptions options, double sparsity) {
        try (NDManager scope = NDManager.newBaseManager()) {
            ParameterVector weights = ParameterVector.of(block);
            ParameterVector masks = weights.copy(scope);
            masks.arrays().forEach(mask -> setMask(mask, sparsity));
            weights.mul(masks);
            GradientTransform held = (w, gradient) -> gradient.mul(masks);
            new Backpropagation()
                    .withTransform(() -> held)
                    .fit(block, data, options, Meter.none(), TrainingListener.NONE)
                    .close();
        }
    }

    private static void setMask(NDArray weights, double sparsity) {
        NoGrad.run(() -> {
            float[] sorted = weights.abs().toFloatArray();
            Arrays.sort(sorted);
            float threshold = sorted[(int) (sparsity * sorted.length)];
            NoGrad.copy(weights.abs().gte(threshold).toType(DataType.FLOAT32, false), weights);
        });
    }

    private static void measure(Experiment experiment, SequentialBlock block, TrainTest data, int sparsity, long seed) {
        String at = " at " + sparsity + " %";
        ReluNetwork network = ReluNetwork.of(block);
        int n = data.train().size();
        try (NDManager scope = NDManager.newBaseManager();
                Batches batches = data.train().batches(scope, n)) {
            Batches.Batch all = batches.get(0, scope);
            double gamma = margin(network, all, data.train().targets());
            double inputNorm = all.features()
                    .reshape(n, -1)
                    .square()
                    .sum(new int[] {1})
                    .max()
                    .sqrt()
                    .getFloat();
            NDArray some = all.features().get(":" + Math.min(n, experiment.scaled(100, 1000)));
            var gap = new CompressionBound(seed).evaluate(network, some, n, gamma);
            experiment.measure("margin" + at, seed, gamma);
            experiment.measure("log10 gap, sketching" + at, seed, Math.log10(gap.gap()));
            experiment.measure("log10 gap, counting kept entries" + at, seed, Math.log10(gap.countedGap()));
            experiment.measure("entries kept by compression" + at, seed, gap.kept());
            NormBounds.logGaps(network, n, gamma, inputNorm)
                    .forEach((name, value) -> experiment.measure("log10 gap, " + name + at, seed, value));
            double trueGap = accuracy(block, data, true) - accuracy(block, data, false);
            experiment.measure("log10 true gap" + at, seed, Math.log10(Math.max(trueGap, 1.0 / n)));
        }
    }

    private static double accuracy(SequentialBlock block, TrainTest data, boolean train) {
        return Evaluation.of(block, train ? data.train() : data.test())
                .accuracy()
                .orElseThrow();
    }

    /** A low quantile of the positive margins: the output of the right class less the largest other. */
    private static double margin(ReluNetwork network, Batches.Batch all, Targets targets) {
        float[] outputs = network.outputs(all.features()).toFloatArray();
        int classes = targets.outputs();
        int[] labels = ((Targets.Classes) targets).labels();
        double[] margins = new double[all.size()];
        for (int i = 0; i < margins.length; i++) {
            double other = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                other = c == labels[all.examples()[i]] ? other : Math.max(other, outputs[i * classes + c]);
            }
            margins[i] = outputs[i * classes + labels[all.examples()[i]]] - other;
        }
        Arrays.sort(margins);
        double quantile = margins[(int) (QUANTILE * margins.length)];
        return quantile > 0
                ? quantile
                : Arrays.stream(margins).filter(m -> m > 0).findFirst().orElse(Double.NaN);
    }

    private static void claim(Experiment experiment) {
        Measured sketching = experiment.measured("log10 gap, sketching at 0 %");
        Measured least = List.of("Frobenius", "l1,inf", "spectral l1,2", "spectral Frobenius").stream()
                .map(name -> experiment.measured("log10 gap, " + name + " at 0 %"))
                .reduce((a, b) -> a.with(b, Math::min))
                .orElseThrow();
        experiment.claim(
                "The bound is ten times lower than each by norms (log10 of the least over it)",
                REPORTED,
                least.minus(sketching),
                Criterion.eachAtLeast(1));
        experiment.claim(
                "The true gap is below the bound (log10 of the ratio)",
                "a bound",
                experiment.measured("log10 true gap at 0 %").minus(sketching),
                Criterion.eachAtMost(0));
        experiment.claim(
                "The bound falls with each step of pruning (largest step of log10)",
                "extended to iterative pruning",
                largestStep(experiment, "log10 gap, sketching"),
                Criterion.eachAtMost(-1e-6));
        experiment.claim(
                "Compressing a Gaussian matrix errs within 10 % of the formula (distance of the ratio from 1)",
                "closed forms for Gaussian entries",
                experiment
                        .measured("compression error of a Gaussian matrix, over the formula's")
                        .map(ratio -> Math.abs(ratio - 1)),
                Criterion.eachAtMost(0.1));
        experiment.note(
                "All the bounds exceed 1, so none says anything of the error itself; they are compared with each"
                        + " other, without constants. The margin is the 10 % quantile of the training margins, outputs are"
                        + " compared on 1,000 training examples.");
        experiment.note(
                "At this size a sketch, with its factor ln(d)^2, is larger than the matrix itself unless a row has"
                        + " only a dozen entries. So the bound counts the entries of the matrices, and pruning does not lower it;"
                        + " a bound by the positions and values of the kept entries (counting) does fall.");
    }

    private static Measured largestStep(Experiment experiment, String quantity) {
        Measured largest = null;
        for (int i = 1; i < SPARSITIES.size(); i++) {
            Measured step = experiment
                    .measured(quantity + " at " + SPARSITIES.get(i) + " %")
                    .minus(experiment.measured(quantity + " at " + SPARSITIES.get(i - 1) + " %"));
            largest = largest == null ? step : largest.with(step, Math::max);
        }
        return largest;
    }
}
