package joulebook.ml.scaling;

import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Texts;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.CharacterMlp;
import joulebook.ml.model.LogitEnsemble;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.DistillationLoss;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.Taught;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** Weight decay and ensembles of character models where the text is fixed and epochs are many. */
public final class InfiniteComputeReproduction implements Reproduction {

    private static final int WINDOW = 8;
    private static final int DIMENSIONS = 16;
    private static final int MEMBERS = 5;
    private static final int ENSEMBLE_SIZE = 128;
    private static final int[] SIZES = {32, 64, ENSEMBLE_SIZE, 256};
    private static final double STANDARD_DECAY = 0.1;
    private static final double[] DECAYS = {STANDARD_DECAY, 0.4, 1.6, 3.2, 6.4};

    @Override
    public String id() {
        return "infinite-compute";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.scaling.*;

                double[][] members = {{1}, {2}, {3}, {4}, {5}};
                double[] losses = {2.31, 2.21, 2.175, 2.16, 2.15};
                ScalingFit ensembles = ScalingFit.of(new PowerLaw("K"), members, losses, 0);
                System.out.println("with endlessly many members: " + ensembles.parameter("E"));

                double[][] data = {{1e4}, {2e4}, {4e4}, {8e4}};
                ScalingFit baseline = ScalingFit.of(new PowerLaw("D"), data, new double[] {2.7, 2.45, 2.27, 2.14}, 0);
                System.out.println("worth so many times the data: " + DataEfficiency.multiplier(baseline, 2e4, 2.2));
                """;
    }

    @Override
    public void run(Experiment experiment) {
        for (long seed : experiment.seeds()) {
            Trial trial = Trial.at(seed, experiment);
            double[] standard = new double[SIZES.length];
            for (int i = 0; i < SIZES.length; i++) {
                standard[i] = trial.loss(SIZES[i], STANDARD_DECAY).report;
                experiment.measure("standard decay, H = " + SIZES[i] + " [nats]", seed, standard[i]);
            }
            int largest = SIZES.length - 1;
            double smaller = Arrays.stream(standard, 0, largest).min().orElseThrow();
            double decay = trial.bestDecay(SIZES[largest]);
            double gain = standard[largest] - trial.loss(SIZES[largest], decay).report;
            experiment.measure("tuned decay, H = 256", seed, decay);
            experiment.measure("gain of tuned decay, H = 256 [nats]", seed, gain);
            experiment.measure(
                    "standard decay, loss at H = 256 above the best smaller one, or gain of tuning less 0.03 [nats]",
                    seed,
                    Math.max(standard[largest] - smaller, gain - 0.03));
            ensemble(experiment, trial, seed);
        }
        experiment.claim(
                "with standard decay the largest model is not the best, or tuning gains 0.03 nats",
                "overfits without tuned decay",
                experiment.measured(
                        "standard decay, loss at H = 256 above the best smaller one, or gain of tuning less 0.03 [nats]"),
                Criterion.eachAtLeast(0));
        experiment.claim(
                "the best decay at H = 256",
                "30x standard practice",
                experiment.measured("tuned decay, H = 256"),
                Criterion.eachAtLeast(4 * STANDARD_DECAY));
        experiment.claim(
                "what it gains [nats]",
                "a lower loss at each size",
                experiment.measured("gain of tuned decay, H = 256 [nats]"),
                Criterion.eachAtLeast(0.03));
        experiment.claim(
                "the least that one more member gains [nats]",
                "falls with K",
                experiment.measured("least gain of one more member [nats]"),
                Criterion.eachAtLeast(0));
        experiment.claim(
                "the best single model above the asymptote of the ensemble [nats]",
                "a lower asymptote",
                experiment.measured("tuned single model above the ensemble's asymptote [nats]"),
                Criterion.eachAtLeast(0.02));
        experiment.claim(
                "the mean loss of the members above the loss of the ensemble [nats]",
                "follows from convexity",
                experiment.measured("mean member above the ensemble [nats]"),
                Criterion.eachAtLeast(0));
        experiment.note(
                "A window model on 20,000 characters of Moby-Dick stands for a transformer on 200M tokens; a seed is"
                        + " another part of the book. Decay is chosen on one half of the validation text and reported on the other."
                        + " Members of the ensemble have half the decay of the best single model.");
        experiment.note(
                "The student has the size of one member and learns from the ensemble's probabilities alone, on the"
                        + " same text, at half the decay of the best single model (the paper's is 8 times smaller than its ensemble"
                        + " and keeps 83 % of the gain); no claim is made of it.");
        experiment.note("Not shown: the 5.17x of data efficiency, downstream tasks.");
    }

    private static void ensemble(Experiment experiment, Trial trial, long seed) {
        double decay = trial.bestDecay(ENSEMBLE_SIZE);
        double single = trial.loss(ENSEMBLE_SIZE, decay).report;
        List<TrainingRun> runs = new ArrayList<>();
        try {
            for (int k = 0; k < MEMBERS; k++) {
                runs.add(trial.train(ENSEMBLE_SIZE, decay / 2, k));
            }
            List<Block> members =
                    runs.stream().map(run -> run.model().getBlock()).toList();
            double[] losses = IntStream.rangeClosed(1, MEMBERS)
                    .mapToDouble(k -> Evaluation.of(new LogitEnsemble(members.subList(0, k)), trial.report)
                            .loss())
                    .toArray();
            double meanMember = members.stream()
                    .mapToDouble(member -> Evaluation.of(member, trial.report).loss())
                    .average()
                    .orElseThrow();
            double[][] counts = IntStream.rangeClosed(1, MEMBERS)
                    .mapToObj(k -> new double[] {k})
                    .toArray(double[][]::new);
            double asymptote = ScalingFit.of(new PowerLaw("K"), counts, losses, 1, seed)
                    .parameter("E")
                    .value();
            experiment.measure("tuned decay, H = 128", seed, decay);
            experiment.measure("tuned single model, H = 128 [nats]", seed, single);
            experiment.measure("ensemble of 5 [nats]", seed, losses[MEMBERS - 1]);
            experiment.measure("asymptote of the ensemble [nats]", seed, asymptote);
            experiment.measure(
                    "least gain of one more member [nats]",
                    seed,
                    IntStream.range(1, MEMBERS)
                            .mapToDouble(k -> losses[k - 1] - losses[k])
                            .min()
                            .orElseThrow());
            experiment.measure("tuned single model above the ensemble's asymptote [nats]", seed, single - asymptote);
            experiment.measure("mean member above the ensemble [nats]", seed, meanMember - losses[MEMBERS - 1]);
            double student = trial.distilled(new LogitEnsemble(members), decay / 2);
            experiment.measure("student of the ensemble, H = 128 [nats]", seed, student);
            experiment.measure(
                    "share of the ensemble's gain that its student keeps",
                    seed,
                    (single - student) / (single - losses[MEMBERS - 1]));
        } finally {
            runs.forEach(TrainingRun::close);
        }
    }

    /** The losses on both halves of the validation text. */
    private record Losses(double choice, double report) {}

    /** Trainings on one part of the book; each is made once. */
    private record Trial(
            Experiment experiment,
            TrainTest data,
            Dataset choice,
            Dataset report,
            TrainingOptions options,
            Map<String, Losses> known) {

        static Trial at(long seed, Experiment experiment) {
            int characters = experiment.scaled(500, 20_000);
            String book = Texts.load("moby-dick");
            int from = (int) (seed * 100_000 % (book.length() - 2 * characters));
            int half = from + characters + characters / 2;
            Dataset train = Texts.windows("text", book.substring(from, from + characters), WINDOW);
            Dataset choice = Texts.windows("text", book.substring(from + characters, half), WINDOW);
            Dataset report = Texts.windows("text", book.substring(half, from + 2 * characters), WINDOW);
            TrainingOptions options = TrainingOptions.defaults()
                    .withEpochs(experiment.scaled(1, 30))
                    .withBatchSize(128)
                    .withLearningRate(2e-3f)
                    .withSchedule("cosine");
            // what is tested after each epoch is not looked at
            TrainTest data = new TrainTest(train, choice.take(1));
            return new Trial(experiment, data, choice, report, options, new HashMap<>());
        }

        double bestDecay(int hidden) {
            double best = DECAYS[0];
            for (double decay : DECAYS) {
                best = loss(hidden, decay).choice < loss(hidden, best).choice ? decay : best;
            }
            return best;
        }

        Losses loss(int hidden, double decay) {
            return known.computeIfAbsent(hidden + " " + decay, key -> {
                try (TrainingRun run = train(hidden, decay, 0)) {
                    return new Losses(
                            run.evaluate(choice).loss(), run.evaluate(report).loss());
                }
            });
        }

        TrainingRun train(int hidden, double decay, long seed) {
            experiment.progress("H = " + hidden + ", decay " + decay + ", member " + seed);
            return fit(new Backpropagation(), model(hidden), decay, seed);
        }

        /** The loss of a student that has learned from a teacher's probabilities alone. */
        double distilled(Block teacher, double decay) {
            experiment.progress("the ensemble's student");
            try (TrainingRun student = fit(
                    new Backpropagation().withLoss(new DistillationLoss(1, 1)),
                    new Taught(model(ENSEMBLE_SIZE), teacher),
                    decay,
                    MEMBERS)) {
                return student.evaluate(report).loss();
            }
        }

        private static Block model(int hidden) {
            return CharacterMlp.of(Texts.CHARACTERS, WINDOW, DIMENSIONS, hidden);
        }

        private TrainingRun fit(Backpropagation training, Block model, double decay, long seed) {
            return training.fit(
                    model,
                    data,
                    options.withOptimizer("adamw:decay=" + decay).withSeed(seed),
                    Meter.none(),
                    TrainingListener.NONE);
        }
    }
}
