package joulebook.ml.evaluation;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.math.Confidence;
import org.hipparchus.stat.correlation.KendallsCorrelation;
import org.hipparchus.stat.correlation.SpearmansCorrelation;

/**
 * How far two lists of scores of the same models agree in their order.
 *
 * @param spearman the correlation of the ranks
 * @param kendall the share of pairs in the same order less that in the other (tau-b)
 */
public record RankAgreement(double spearman, double kendall) {

    public static RankAgreement of(double[] one, double[] other) {
        return new RankAgreement(
                new SpearmansCorrelation().correlation(one, other), new KendallsCorrelation().correlation(one, other));
    }

    /**
     * The share of pairs of models that some items tell apart: the bootstrap's interval of 95 % of their difference
     * excludes 0.
     *
     * @param solved [models, items]
     * @param items which of them, one or more
     */
    public static double separability(boolean[][] solved, int[] items, int resamples, long seed) {
        double[][] draws = IntStream.range(0, resamples)
                .mapToObj(draw -> new Random(Objects.hash(seed, draw))
                        .ints(items.length, 0, items.length)
                        .map(i -> items[i])
                        .toArray())
                .map(drawn -> ItemAnalysis.scores(solved, drawn))
                .toArray(double[][]::new);
        return IntStream.range(0, solved.length)
                .boxed()
                .flatMap(i -> IntStream.range(0, i)
                        .mapToObj(j -> Arrays.stream(draws)
                                .mapToDouble(draw -> draw[i] - draw[j])
                                .toArray()))
                .mapToDouble(differences -> Confidence.ofDraws(0, differences).excludes(0) ? 1 : 0)
                .average()
                .orElseThrow();
    }
}
