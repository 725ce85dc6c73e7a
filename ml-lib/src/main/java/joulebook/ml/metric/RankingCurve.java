package joulebook.ml.metric;

import java.util.stream.DoubleStream;
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
        double[] ofPositives = falling(scores, positive, true);
        double[] ofNegatives = falling(scores, positive, false);
        if (ofPositives.length == 0 || ofNegatives.length == 0) {
            throw new InputException("A curve of true and false positives needs both kinds of examples, but "
                    + ofPositives.length + " of " + scores.length + " are positive.");
        }
        double[] thresholds = fallingDistinct(scores);
        return new RankingCurve(thresholds, atOrAbove(ofPositives, thresholds), atOrAbove(ofNegatives, thresholds));
    }

    /** How many of the falling values each of the falling thresholds lets through. */
    private static double[] atOrAbove(double[] values, double[] thresholds) {
        double[] counts = new double[thresholds.length];
        int through = 0;
        for (int i = 0; i < thresholds.length; i++) {
            while (through < values.length && values[through] >= thresholds[i]) {
                through++;
            }
            counts[i] = through;
        }
        return counts;
    }

    private static double[] falling(double[] scores, boolean[] positive, boolean wanted) {
        double[] rising = IntStream.range(0, scores.length)
                .filter(i -> positive[i] == wanted)
                .mapToDouble(i -> -scores[i])
                .sorted()
                .toArray();
        return DoubleStream.of(rising).map(score -> -score).toArray();
    }

    private static double[] fallingDistinct(double[] scores) {
        double[] rising = DoubleStream.of(scores).map(score -> -score).sorted().toArray();
        return IntStream.range(0, rising.length)
                .filter(i -> i == 0 || rising[i] != rising[i - 1])
                .mapToDouble(i -> -rising[i])
                .toArray();
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
