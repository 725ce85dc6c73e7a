package joulebook.ml.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Reproduction;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** Swiss tournaments of synthetic generalists, specialists and weak models; and of small networks on five data sets. */
public final class SwissReproduction implements Reproduction {
    private static final int GENERALISTS = 6;
    private static final int SPECIALISTS = 6;
    private static final int WEAK = 4;
    private static final int BENCHMARKS = 10;
    private static final int MOST_ELIMINATIONS = 2;

    @Override
    public String id() {
        return "swiss-round";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.evaluation.*;

                ScoreMatrix scores = ScoreMatrix.of(
                        new double[] {0.61, 0.59, 0.60, 0.62}, // good everywhere
                        new double[] {0.75, 0.44, 0.74, 0.46}, // better here, worse there
                        new double[] {0.50, 0.52, 0.49, 0.51},
                        new double[] {0.45, 0.70, 0.47, 0.71});
                System.out.println(java.util.Arrays.toString(new SwissRound(scores, 0).exact()));
                SwissRound.Wins wins = new SwissRound(scores, 1).simulate(10_000, 0);
                System.out.println(java.util.Arrays.toString(wins.mean()));
                System.out.println(FailureSensitivity.profile(scores, 2, 10_000, 0).slope(1));
                """;
    }

    @Override
    public void run(Experiment experiment) {
        int many = experiment.scaled(200, 5000);
        for (long seed : experiment.seeds()) {
            experiment.progress("tournaments, seed " + seed);
            ScoreMatrix scores = leaderboard(new Random(seed));
            experiment.measure("many tournaments, rank correlation of two runs", seed, agreement(scores, many, seed));
            experiment.measure("10 tournaments, rank correlation of two runs", seed, agreement(scores, 10, seed));
            sensitivity(experiment, scores, many, seed);
            scaling(experiment, scores, many, seed);
            live(experiment, many, seed);
        }
        claims(experiment);
    }

    private static void claims(Experiment experiment) {
        experiment.claim(
                "rank correlation of two runs of many tournaments",
                "averaging 100,000 tournaments takes the luck out",
                experiment.measured("many tournaments, rank correlation of two runs"),
                Criterion.eachAtLeast(0.98));
        experiment.claim(
                "the same over that of 10 tournaments",
                "one tournament is luck",
                experiment
                        .measured("many tournaments, rank correlation of two runs")
                        .minus(experiment.measured("10 tournaments, rank correlation of two runs")),
                Criterion.meanAtLeast(0.01));
        experiment.claim(
                "slope of wins over eliminations, specialists less generalists",
                "separates robust generalists from aggressive specialists",
                experiment.measured("specialists, slope").minus(experiment.measured("generalists, slope")),
                Criterion.meanAtMost(0));
        experiment.claim(
                "share of wins lost by eliminations, specialists less generalists",
                "separates robust generalists from aggressive specialists",
                experiment
                        .measured("specialists, share of wins lost")
                        .minus(experiment.measured("generalists, share of wins lost")),
                Criterion.meanAtLeast(0.03));
        experiment.claim(
                "models that change places by the mean when one benchmark counts tenfold",
                "a mean depends on arbitrary weights",
                experiment.measured("one benchmark times 10, models moved by mean"),
                Criterion.eachAtLeast(1));
        experiment.claim(
                "models that change places by tournaments when one benchmark counts tenfold",
                "tournaments need no weights",
                experiment.measured("one benchmark times 10, models moved by tournaments"),
                Criterion.eachAtMost(0));
        experiment.note(
                "With one order of the benchmarks it is luck which specialists are good in the first rounds, after "
                        + "which most leave: seeds disagree by more than the effect. The means over 50 drawn orders show what the "
                        + "paper claims, in each seed but small: slopes of -1.36 against -1.29, 56 % of wins lost against 49 %.");
        experiment.note("A synthetic leaderboard of " + (GENERALISTS + SPECIALISTS + WEAK)
                + " models; language models are not shown. The rule for equal scores and the slope are ours. "
                + "That 10 tournaments agree clearly less is read as by 0.01 or more.");
        experiment.note("The small networks on digits, iris, wine, breast cancer and 1,000 images of MNIST are "
                + "reported, not judged.");
    }

    private static ScoreMatrix leaderboard(Random random) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < GENERALISTS; i++) {
            rows.add(row(random, k -> 0.60));
        }
        for (int i = 0; i < SPECIALISTS; i++) {
            List<Integer> strong =
                    new ArrayList<>(IntStream.range(0, BENCHMARKS).boxed().toList());
            Collections.shuffle(strong, random);
            List<Integer> good = strong.subList(0, 5 + i % 2);
            rows.add(row(random, k -> good.contains(k) ? 0.72 : 0.45));
        }
        for (int i = 0; i < WEAK; i++) {
            rows.add(row(random, k -> 0.5));
        }
        return ScoreMatrix.of(rows.toArray(double[][]::new));
    }

    private static double[] row(Random random, IntToDoubleFunction level) {
        return IntStream.range(0, BENCHMARKS)
                .mapToDouble(k -> level.applyAsDouble(k) + 0.02 * random.nextGaussian())
                .toArray();
    }

    private static double agreement(ScoreMatrix scores, int tournaments, long seed) {
        SwissRound rules = new SwissRound(scores, 0);
        return new SpearmansCorrelation()
                .correlation(
                        rules.simulate(tournaments, 2 * seed).mean(),
                        rules.simulate(tournaments, 2 * seed + 1).mean());
    }

    /** In the benchmarks' order, and as a mean over drawn orders. */
    private static void sensitivity(Experiment experiment, ScoreMatrix scores, int tournaments, long seed) {
        measure(
                experiment,
                "",
                List.of(FailureSensitivity.profile(scores, MOST_ELIMINATIONS, tournaments, seed)),
                seed);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, BENCHMARKS).boxed().toList());
        Random random = new Random(seed);
        List<FailureSensitivity> profiles = new ArrayList<>();
        for (int drawn = 0; drawn < experiment.scaled(2, 50); drawn++) {
            Collections.shuffle(order, random);
            int[] shuffled = order.stream().mapToInt(Integer::intValue).toArray();
            profiles.add(
                    FailureSensitivity.profile(scores.select(shuffled), MOST_ELIMINATIONS, tournaments / 10, seed));
        }
        measure(experiment, ", orders drawn", profiles, seed);
    }

    private static void measure(Experiment experiment, String how, List<FailureSensitivity> profiles, long seed) {
        int[] generalists = IntStream.range(0, GENERALISTS).toArray();
        int[] specialists =
                IntStream.range(GENERALISTS, GENERALISTS + SPECIALISTS).toArray();
        experiment.measure("generalists, slope" + how, seed, mean(generalists, profiles, FailureSensitivity::slope));
        experiment.measure("specialists, slope" + how, seed, mean(specialists, profiles, FailureSensitivity::slope));
        experiment.measure(
                "generalists, share of wins lost" + how,
                seed,
                mean(generalists, profiles, FailureSensitivity::relativeDrop));
        experiment.measure(
                "specialists, share of wins lost" + how,
                seed,
                mean(specialists, profiles, FailureSensitivity::relativeDrop));
    }

    private static double mean(
            int[] models, List<FailureSensitivity> profiles, ToDoubleBiFunction<FailureSensitivity, Integer> value) {
        return profiles.stream()
                .flatMapToDouble(profile -> Arrays.stream(models).mapToDouble(i -> value.applyAsDouble(profile, i)))
                .average()
                .orElseThrow();
    }

    private static void scaling(Experiment experiment, ScoreMatrix scores, int tournaments, long seed) {
        ScoreMatrix scaled = ScoreMatrix.of(Arrays.stream(scores.scores())
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(k -> k == 0 ? 10 * row[k] : row[k])
                        .toArray())
                .toArray(double[][]::new));
        experiment.measure("one benchmark times 10, models moved by mean", seed, moved(scores.means(), scaled.means()));
        experiment.measure(
                "one benchmark times 10, models moved by tournaments",
                seed,
                moved(
                        new SwissRound(scores, 0).simulate(tournaments, seed).mean(),
                        new SwissRound(scaled, 0).simulate(tournaments, seed).mean()));
    }

    private static double moved(double[] before, double[] after) {
        double[] from = Ranks.of(before);
        double[] to = Ranks.of(after);
        return IntStream.range(0, from.length).filter(i -> from[i] != to[i]).count();
    }

    /** Networks of four sizes at two learning rates. */
    private static void live(Experiment experiment, int tournaments, long seed) {
        TrainTest mnist = Datasets.load("mnist");
        Map<String, TrainTest> data = new LinkedHashMap<>();
        for (String name : List.of("digits", "iris", "wine", "breast-cancer")) {
            data.put(name, Datasets.load(name));
        }
        data.put("mnist", new TrainTest(mnist.train().take(1000), mnist.test().take(1000)));
        List<String> models = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (int hidden : new int[] {0, 4, 16, 64}) {
            for (float rate : new float[] {0.001f, 0.01f}) {
                String model = (hidden == 0 ? "linear" : hidden + " hidden units") + ", rate " + rate;
                experiment.progress(model + ", seed " + seed);
                models.add(model);
                scores.add(data.values().stream()
                        .mapToDouble(one -> accuracy(one, hidden, rate, experiment.scaled(1, 5), seed))
                        .toArray());
            }
        }
        ScoreMatrix table = new ScoreMatrix(models, scores.toArray(double[][]::new));
        double[] wins = new SwissRound(table, 0).simulate(tournaments, seed).mean();
        for (int i = 0; i < wins.length; i++) {
            experiment.measure(models.get(i) + ", mean accuracy [%]", seed, table.means()[i]);
            experiment.measure(models.get(i) + ", wins of " + data.size(), seed, wins[i]);
        }
    }

    private static double accuracy(TrainTest data, int hidden, float rate, int epochs, long seed) {
        int inputs = (int) data.train().shape().size();
        int classes = data.train().targets().outputs();
        TrainingOptions options = TrainingOptions.defaults()
                .withEpochs(epochs)
                .withBatchSize(32)
                .withLearningRate(rate)
                .withSeed(seed);
        Mlp model = hidden == 0 ? new Mlp(inputs, classes) : new Mlp(inputs, hidden, classes);
        try (TrainingRun run = new Backpropagation().fit(model, data, options, Meter.none(), TrainingListener.NONE)) {
            return 100 * run.metric("test_accuracy");
        }
    }
}
