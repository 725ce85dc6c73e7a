package joulebook.ml.evaluation;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Curve.Axes;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Reproduction;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/** Mean scores and pairwise comparisons of ten synthetic models: on a budget, with rare large errors, and with many ties. */
public final class PairwiseReproduction implements Reproduction {
    private static final int MODELS = 10;
    private static final int EXAMPLES = 1000;
    private static final int LOOKUPS = 500;
    private static final double ENOUGH = 0.95;
    private static final double GROWTH = 1.1;

    @Override
    public String id() {
        return "pairwise-vs-global-scores";
    }

    @Override
    public String usage() {
        return """
                import joulebook.ml.evaluation.*;

                ScoreMatrix scores = ScoreMatrix.of(
                        new double[] {0.6, 0.6, 0.6, 0.6, -10}, // best but for a rare error
                        new double[] {0.5, 0.5, 0.5, 0.5, 0.5},
                        new double[] {0.4, 0.7, 0.4, 0.3, 0.4});
                System.out.println(RankingStability.bootstrap((s, seed) -> s.means(), scores, 1000, 0));
                BradleyTerry fit = BradleyTerry.fit(PairwiseComparisons.all(scores, 0));
                System.out.println(java.util.Arrays.toString(fit.strengths()));
                System.out.println(RankDisagreement.of(scores, 0).hasRareErrors(0));
                """;
    }

    @Override
    public void run(Experiment experiment) {
        int draws = experiment.scaled(3, 100);
        for (long seed : experiment.seeds()) {
            Random random = new Random(seed);
            ScoreMatrix scores = synthetic(random);
            onABudget(experiment, scores, draws, random, seed);
            withRareErrors(experiment, scores, random, seed);
            withTies(experiment, "50 levels", quantized(scores, share -> Math.floor(50 * share)), draws, random, seed);
            withTies(experiment, "2 levels", quantized(scores, share -> Math.floor(2 * share)), draws, random, seed);
            withTies(
                    experiment,
                    "upper 5 % over the rest",
                    quantized(scores, share -> share < 0.95 ? 0 : 1),
                    draws,
                    random,
                    seed);
        }
        experiment.claim(
                "rank correlation with the true abilities, mean scores over Bradley-Terry from 500 scores",
                "global scores give more reliable overall rankings",
                experiment
                        .measured("500 scores, mean, rank correlation")
                        .minus(experiment.measured("500 scores, Bradley-Terry, rank correlation")),
                Criterion.meanAtLeast(0));
        experiment.claim(
                "place by its mean of the best model with rare errors (of 10)",
                "global scores underestimate strong models with rare, significant errors",
                experiment.measured("rare errors, place by mean"),
                Criterion.eachAtLeast(8));
        experiment.claim(
                "place by Bradley-Terry of the best model with rare errors (of 10)",
                "comparisons identify strong contenders with lower global scores",
                experiment.measured("rare errors, place by Bradley-Terry"),
                Criterion.eachAtMost(2));
        experiment.claim(
                "comparisons to a rank correlation of 0.95, two levels of scores over 50",
                "comparisons need more to converge if ties are frequent",
                experiment
                        .measured("2 levels, comparisons needed")
                        .over(experiment.measured("50 levels, comparisons needed")),
                Criterion.meanAtLeast(1.3));
        experiment.note(
                "Synthetic scores; the paper's settings are not known. A budget counts scores that are looked up: "
                        + "two a comparison. Correlations are means over " + draws + " draws a seed.");
        experiment.note(
                "Ties that count half a win are no hindrance here: a comparison of two levels tells less, but scatters "
                        + "less in proportion, and by the arithmetic of a median split both cancel. With other random draws the ratio "
                        + "was 0.88. Where wins are rare, as when only the upper 5 % of scores differ from the rest (not part of the "
                        + "claim), more than ten times as many comparisons are needed.");
    }

    /** Ability i / 10, noise of 0.5 on each example. */
    private static ScoreMatrix synthetic(Random random) {
        return ScoreMatrix.of(IntStream.range(0, MODELS)
                .mapToObj(i -> random.doubles(EXAMPLES)
                        .map(u -> ability(i) + 0.5 * random.nextGaussian())
                        .toArray())
                .toArray(double[][]::new));
    }

    private static double ability(int model) {
        return 0.1 * model;
    }

    private static void onABudget(Experiment experiment, ScoreMatrix scores, int draws, Random random, long seed) {
        experiment.progress("a budget of scores, seed " + seed);
        double[] truth = IntStream.range(0, MODELS)
                .mapToDouble(PairwiseReproduction::ability)
                .toArray();
        double byMean = 0;
        double byComparisons = 0;
        for (int draw = 0; draw < draws; draw++) {
            byMean += spearman(truth, sampledMeans(scores, random)) / draws;
            double[][] wins = new PairwiseComparisons(scores, 0, random.nextLong()).draw(LOOKUPS / 2);
            byComparisons += spearman(truth, BradleyTerry.fit(wins).logStrengths()) / draws;
        }
        experiment.measure("500 scores, mean, rank correlation", seed, byMean);
        experiment.measure("500 scores, Bradley-Terry, rank correlation", seed, byComparisons);
    }

    /** Means over single scores of random models on random examples. */
    private static double[] sampledMeans(ScoreMatrix scores, Random random) {
        double[] sums = new double[MODELS];
        int[] counts = new int[MODELS];
        for (int lookup = 0; lookup < LOOKUPS; lookup++) {
            int model = random.nextInt(MODELS);
            sums[model] += scores.scores()[model][random.nextInt(EXAMPLES)];
            counts[model]++;
        }
        return IntStream.range(0, MODELS).mapToDouble(i -> sums[i] / counts[i]).toArray();
    }

    private static void withRareErrors(Experiment experiment, ScoreMatrix scores, Random random, long seed) {
        experiment.progress("rare errors, seed " + seed);
        int best = MODELS - 1;
        double[][] penalised = scores.scores().clone();
        penalised[best] = penalised[best].clone();
        random.ints(0, EXAMPLES).distinct().limit(EXAMPLES / 20).forEach(e -> penalised[best][e] -= 20);
        RankDisagreement places = RankDisagreement.of(ScoreMatrix.of(penalised), 0);
        experiment.measure("rare errors, place by mean", seed, places.byMean()[best]);
        experiment.measure("rare errors, place by Bradley-Terry", seed, places.byComparisons()[best]);
        experiment.measure("rare errors, median place over examples", seed, places.median()[best]);
    }

    /** How many comparisons it takes until the mean correlation over the draws is high enough. */
    private static void withTies(
            Experiment experiment, String levels, ScoreMatrix scores, int draws, Random random, long seed) {
        experiment.progress(levels + ", seed " + seed);
        double[] full = BradleyTerry.fit(PairwiseComparisons.all(scores, 0)).logStrengths();
        PairwiseComparisons[] sampled = IntStream.range(0, draws)
                .mapToObj(draw -> new PairwiseComparisons(scores, 0, random.nextLong()))
                .toArray(PairwiseComparisons[]::new);
        int drawn = 0;
        double correlation = 0;
        for (int comparisons = 100; correlation < ENOUGH; comparisons = (int) Math.ceil(GROWTH * comparisons)) {
            int more = comparisons - drawn;
            correlation = Arrays.stream(sampled)
                    .mapToDouble(sample ->
                            spearman(full, BradleyTerry.fit(sample.draw(more)).logStrengths()))
                    .average()
                    .orElseThrow();
            drawn = comparisons;
            experiment.point(
                    new Axes("comparisons", "rank correlation with all comparisons"), levels, comparisons, correlation);
        }
        experiment.measure(levels + ", comparisons needed", seed, drawn);
    }

    /** Scores replaced by a level that depends on the share of all scores that are lower. */
    private static ScoreMatrix quantized(ScoreMatrix scores, DoubleUnaryOperator level) {
        double[] sorted = Arrays.stream(scores.scores())
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        return ScoreMatrix.of(Arrays.stream(scores.scores())
                .map(row -> Arrays.stream(row)
                        .map(score -> (double) Arrays.binarySearch(sorted, score) / sorted.length)
                        .map(level)
                        .toArray())
                .toArray(double[][]::new));
    }

    private static double spearman(double[] a, double[] b) {
        return new SpearmansCorrelation().correlation(a, b);
    }
}
