package joulebook.ml.metric;

import java.util.Comparator;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * What positives a threshold on a score lets through as it falls: the points of the ROC curve and of the precision-recall
 * curve. There is one point for each distinct score, those at or above it counting as positive.
 *
 * @param thresholds falling
 * @param truePositives let through at each threshold
 * @param falsePositives let through at each threshold
 */
public record RankingCurve(double[] thresholds, double[] truePositives, double[] falsePositives) {

    /**
     * @param scores one an example
     * @param positive which examples are
     * @throws InputException unless there are positives and negatives
     */
    public static RankingCurve of(double[] scores, boolean[] positive) {
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
        int[] ends = IntStream.range(0, order.length)
                .filter(i -> i == order.length - 1 || scores[order[i]] != scores[order[i + 1]])
                .toArray();
        double[] thresholds = new double[ends.length];
        double[] hits = new double[ends.length];
        double[] misses = new double[ends.length];
        int seen = 0;
        int hit = 0;
        for (int point = 0; point < ends.length; point++) {
            for (; seen <= ends[point]; seen++) {
                hit += positive[order[seen]] ? 1 : 0;
            }
            thresholds[point] = scores[order[ends[point]]];
            hits[point] = hit;
            misses[point] = seen - hit;
        }
        if (hit == 0 || hit == scores.length) {
            throw new InputException("A curve of true and false positives needs both kinds of examples, but " + hit
                    + " of " + scores.length + " are positive.");
        }
        return new RankingCurve(thresholds, hits, misses);
    }

    /** The share of negatives let through, from 0 on: the x of the ROC curve. */
    public double[] falsePositiveRate() {
        return fromZero(falsePositives);
    }

    /** The share of positives let through, from 0 on: the y of the ROC curve. */
    public double[] truePositiveRate() {
        return fromZero(truePositives);
    }

    /** The share of positives let through at each threshold: the x of the precision-recall curve. */
    public double[] recall() {
        double all = truePositives[truePositives.length - 1];
        return IntStream.range(0, truePositives.length)
                .mapToDouble(i -> truePositives[i] / all)
                .toArray();
    }

    /** The share of positives among what is let through at each threshold: the y of the precision-recall curve. */
    public double[] precision() {
        return IntStream.range(0, truePositives.length)
                .mapToDouble(i -> truePositives[i] / (truePositives[i] + falsePositives[i]))
                .toArray();
    }

    /** The mean precision, weighted by the growth of recall. */
    public double averagePrecision() {
        double[] recall = recall();
        double[] precision = precision();
        return IntStream.range(0, recall.length)
                .mapToDouble(i -> (recall[i] - (i == 0 ? 0 : recall[i - 1])) * precision[i])
                .sum();
    }

    private static double[] fromZero(double[] counts) {
        double all = counts[counts.length - 1];
        double[] rates = new double[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            rates[i + 1] = counts[i] / all;
        }
        return rates;
    }
}
