package joulebook.ml.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;

/**
 * Where the mean score and pairwise comparisons rank models differently (Levtsov and Ustalov 2025).
 *
 * @param byMean each model's place by its mean score, 1 for the best
 * @param byComparisons its place by Bradley and Terry's strengths over all comparisons
 * @param median its median place over the examples
 */
public record RankDisagreement(double[] byMean, double[] byComparisons, double[] median) {

    /** @param margin by which a win in a comparison must exceed */
    public static RankDisagreement of(ScoreMatrix scores, double margin) {
        double[][] places = IntStream.range(0, scores.examples())
                .mapToObj(e -> Ranks.of(scores.example(e)))
                .toArray(double[][]::new);
        return new RankDisagreement(
                Ranks.of(scores.means()),
                Ranks.of(BradleyTerry.fit(PairwiseComparisons.all(scores, margin))
                        .logStrengths()),
                IntStream.range(0, scores.models().size())
                        .mapToDouble(i -> StatUtils.percentile(
                                Arrays.stream(places)
                                        .mapToDouble(place -> place[i])
                                        .toArray(),
                                50))
                        .toArray());
    }

    /** How many places a model gains when it is compared instead of averaged. */
    public double gain(int model) {
        return byMean[model] - byComparisons[model];
    }

    /** Whether a model does better on most examples than its mean tells, which rare but large errors bring down. */
    public boolean hasRareErrors(int model) {
        return median[model] < byMean[model];
    }
}
