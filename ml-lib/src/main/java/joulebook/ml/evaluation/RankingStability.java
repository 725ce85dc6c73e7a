package joulebook.ml.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.math.Confidence;
import joulebook.ml.math.Estimate;

/**
 * A ranking and how sure it is, by the bootstrap over the examples (percentiles of 95 %).
 *
 * @param models their names
 * @param scores what the ranker gives each model
 * @param ranks each model's place, 1 for the best
 * @param kept the share of draws in which each model keeps its place; NaN without draws
 */
public record RankingStability(List<String> models, List<Estimate> scores, List<Estimate> ranks, double[] kept) {

    /**
     * Ranks, and ranks again as many examples drawn from these with replacement.
     *
     * @param resamples how often; 0 for no interval
     * @throws CancellationException if the calling thread is interrupted
     */
    public static RankingStability bootstrap(Ranker ranker, ScoreMatrix scores, int resamples, long seed) {
        scores.requireSeveralModels();
        if (resamples < 0) {
            throw new InputException("A bootstrap of " + resamples + " resamples cannot be: give 0 or more.");
        }
        Thread caller = Thread.currentThread();
        List<double[]> draws = IntStream.range(0, resamples)
                .parallel()
                .mapToObj(draw -> {
                    if (caller.isInterrupted()) {
                        throw new CancellationException("The bootstrap was interrupted.");
                    }
                    Random random = new Random(Objects.hash(seed, draw));
                    int[] drawn =
                            random.ints(scores.examples(), 0, scores.examples()).toArray();
                    return ranker.rate(scores.select(drawn), random.nextLong());
                })
                .toList();
        List<double[]> drawnRanks = draws.stream().map(Ranks::of).toList();
        double[] rated = ranker.rate(scores, seed);
        double[] ranks = Ranks.of(rated);
        return new RankingStability(
                scores.models(),
                estimates(rated, draws),
                estimates(ranks, drawnRanks),
                IntStream.range(0, rated.length)
                        .mapToDouble(i -> drawnRanks.stream()
                                .mapToDouble(drawn -> drawn[i] == ranks[i] ? 1 : 0)
                                .average()
                                .orElse(Double.NaN))
                        .toArray());
    }

    /** The models' indices, the best first. */
    public int[] order() {
        return IntStream.range(0, models.size())
                .boxed()
                .sorted((i, j) ->
                        Double.compare(ranks.get(i).value(), ranks.get(j).value()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static List<Estimate> estimates(double[] values, List<double[]> draws) {
        return IntStream.range(0, values.length)
                .mapToObj(i -> Confidence.ofDraws(
                        values[i], draws.stream().mapToDouble(draw -> draw[i]).toArray()))
                .toList();
    }

    @Override
    public String toString() {
        return Arrays.stream(order())
                .mapToObj(i -> models.get(i) + " " + scores.get(i))
                .toList()
                .toString();
    }
}
