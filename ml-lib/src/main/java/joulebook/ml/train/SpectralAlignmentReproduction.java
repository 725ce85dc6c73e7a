package joulebook.ml.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Reproduction;

/** A learning rate that grows until the loss explodes: does the sign diversity of a layer collapse before? */
public final class SpectralAlignmentReproduction implements Reproduction {
    private static final int BATCH = 128;
    private static final int EVERY = 3;
    /** A hundredth of one of the 16 steps of a pixel. */
    private static final double SOFTENING = 0.01 / 16;

    private static final double EXPLODED = 20;
    private static final int LEAST_LEAD = 6;

    @Override
    public String id() {
        return "spectral-alignment";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.data.*;
                import joulebook.ml.energy.Meter;
                import joulebook.ml.model.Mlp;
                import joulebook.ml.train.*;

                TrainingOptions options = TrainingOptions.defaults().withEpochs(20).withSchedule("exponential:factor=1.03");
                SpectralAlignmentMonitor monitor = new SpectralAlignmentMonitor(3, true);
                TrainingRun run = new Backpropagation().withMonitor(() -> monitor)
                        .fit(new Mlp(64, 64, 64, 64, 10), Datasets.load("digits"), options, Meter.forThisMachine(), TrainingListener.NONE);
                System.out.println(monitor.alarm());
                """;
    }

    @Override
    public void run(Experiment experiment) {
        Dataset digits = softlyStandardized(Datasets.load("digits").all().take(14 * BATCH)); // whole batches alone
        Function<NDList, NDList> gelu = Activation::gelu;
        for (long seed : experiment.seeds()) {
            measure(experiment, "Adam, GELU", train(experiment, digits, gelu, "adam", 2e-3f, 1.03, seed), seed);
            measure(experiment, "SGD, GELU", train(experiment, digits, gelu, "sgd", 0.1f, 1.03, seed), seed);
            measure(
                    experiment,
                    "SGD, tanh",
                    train(experiment, digits, Activation::tanh, "sgd", 0.1f, 1.03, seed),
                    seed);
            Watched stable = train(experiment, digits, gelu, "adam", 2e-3f, 1, seed);
            experiment.measure("stable, alarms", seed, stable.monitor.alarm().isPresent() ? 1 : 0);
        }
        experiment.claim(
                "the alarm comes at least 6 steps before the explosion, and before the loss stays above 1 (share of seeds)",
                "warns significantly earlier and clearer than scalar metrics",
                experiment.measured("Adam, GELU, in time"),
                Criterion.meanAtLeast(0.8));
        experiment.claim(
                "alarms in stable trainings",
                "takes both signs in healthy training",
                experiment.measured("stable, alarms"),
                Criterion.eachAtMost(0));
        experiment.note(
                "With Adam two of five seeds explode to a loss of 6 and 9 nats only, and so count as not exploded (NaN); "
                        + "in every seed the alarm came before the loss stayed above 1, by 2 to 11 steps. With pixels that "
                        + "hardly vary scaled down further (softening 0.01) two of five seeds exploded, both with an alarm in time.");
        experiment.note(
                "With SGD the loss explodes abruptly, and the alarm comes late or not at all: reported, not judged. The "
                        + "gradient norm's alarm comes long before the explosion, and means little: it comes in the first steps.");
        experiment.note(
                "The sign-diversity score and the alarm rule are our reading of the paper; language models at scale are "
                        + "not shown.");
    }

    /** A training with its losses and gradient norms by step. */
    private static final class Watched implements Monitor {
        private final SpectralAlignmentMonitor monitor = new SpectralAlignmentMonitor(EVERY, false);
        private final List<Double> losses = new ArrayList<>();
        private final List<Double> norms = new ArrayList<>();

        @Override
        public void onStep(Step step) {
            losses.add((double) step.loss().loss().getFloat());
            norms.add(step.loss().gradient().norm());
        }

        @Override
        public Optional<String> stop() {
            return exploded(losses.size()) ? Optional.of("the loss exploded") : Optional.empty();
        }

        private boolean exploded(int step) {
            return step > 0 && !(losses.get(step - 1) <= EXPLODED);
        }

        /** The first step, counted from 1, of which something holds. */
        private OptionalInt first(IntPredicate condition) {
            return IntStream.rangeClosed(1, losses.size()).filter(condition).findFirst();
        }

        /** The first step after which the loss stays above 1. */
        private int lost() {
            int last = losses.size();
            while (last > 0 && !(losses.get(last - 1) <= 1)) {
                last--;
            }
            return last + 1;
        }

        private boolean normIsUnusual(int step) {
            List<Double> before = new ArrayList<>(norms.subList(0, step));
            Collections.sort(before);
            return norms.get(step - 1) > 5 * before.get(step / 2);
        }
    }

    private static void measure(Experiment experiment, String name, Watched run, long seed) {
        double explosion = step(run.first(run::exploded));
        double alarm = step(run.monitor.alarm().stream()
                .mapToInt(SpectralAlignmentMonitor.Alarm::step)
                .findFirst());
        double normAlarm = step(run.first(run::normIsUnusual));
        boolean inTime = explosion - alarm >= LEAST_LEAD && alarm < run.lost();
        experiment.measure(name + ", explosion at step", seed, explosion);
        experiment.measure(name + ", alarm at step", seed, alarm);
        experiment.measure(name + ", loss above 1 for good from step", seed, run.lost());
        experiment.measure(name + ", highest loss [nats]", seed, Collections.max(run.losses));
        experiment.measure(name + ", alarm before the explosion [steps]", seed, explosion - alarm);
        experiment.measure(name + ", gradient norm's alarm before the explosion [steps]", seed, explosion - normAlarm);
        experiment.measure(name + ", in time", seed, inTime ? 1 : 0);
    }

    private static double step(OptionalInt step) {
        return step.isPresent() ? step.getAsInt() : Double.NaN;
    }

    private static Watched train(
            Experiment experiment,
            Dataset data,
            Function<NDList, NDList> activation,
            String optimizer,
            float rate,
            double growth,
            long seed) {
        experiment.progress(optimizer + " at " + rate + " times " + growth + " a step, seed " + seed);
        TrainingOptions options = TrainingOptions.defaults()
                .withEpochs(experiment.scaled(2, 18))
                .withBatchSize(BATCH)
                .withOptimizer(optimizer)
                .withLearningRate(rate)
                .withSchedule("exponential:factor=" + growth)
                .withSeed(seed)
                .withWarmStart(true);
        Watched watched = new Watched();
        SequentialBlock model = new SequentialBlock().add(Blocks.batchFlattenBlock());
        for (int layer = 0; layer < 5; layer++) {
            model.add(Linear.builder().setUnits(64).build()).add(activation);
        }
        model.add(Linear.builder().setUnits(10).build());
        try (NDManager manager = NDManager.newBaseManager()) {
            InitialWeights.NARROW.draw(model, manager, new Shape(BATCH).addAll(data.shape()), seed);
            new Backpropagation()
                    .withMonitor(() -> watched.monitor)
                    .withMonitor(() -> watched)
                    .fit(model, new TrainTest(data, data), options, Meter.none(), TrainingListener.NONE)
                    .close();
        }
        return watched;
    }

    /** (x - mean) / (deviation + SOFTENING), which leaves pixels that hardly vary small. */
    private static Dataset softlyStandardized(Dataset data) {
        double[] mean = new double[(int) data.shape().size()];
        double[] square = new double[mean.length];
        float[] features = data.features().clone();
        for (int i = 0; i < features.length; i++) {
            mean[i % mean.length] += features[i] / (double) data.size();
            square[i % mean.length] += features[i] * (double) features[i] / data.size();
        }
        for (int i = 0; i < features.length; i++) {
            int c = i % mean.length;
            double deviation = Math.sqrt(Math.max(0, square[c] - mean[c] * mean[c]));
            features[i] = (float) ((features[i] - mean[c]) / (deviation + SOFTENING));
        }
        return new Dataset(data.name(), data.shape(), features, data.targets());
    }
}
