package joulebook.ml.math;

import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** The area under the receiver operating characteristic. */
public final class Auroc {

    private Auroc() {}

    /**
     * The probability that a positive scores higher than a negative, ties counting half (Mann and Whitney's U over its
     * largest value).
     *
     * @param scores one an example, finite
     * @param positive which examples are
     */
    public static double of(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new InputException("There are " + scores.length + " scores but " + positive.length
                    + " labels: give one label a score.");
        }
        double[] ofPositives = sorted(scores, positive, true);
        double[] ofNegatives = sorted(scores, positive, false);
        int positives = ofPositives.length;
        int negatives = ofNegatives.length;
        if (positives == 0 || negatives == 0) {
            throw new InputException("The area under the ROC curve compares positives with negatives, but there are "
                    + positives + " and " + negatives + ".");
        }
        double wins = 0;
        int below = 0;
        int notAbove = 0;
        for (double score : ofPositives) {
            for (; below < negatives && ofNegatives[below] < score; below++) {}
            for (; notAbove < negatives && ofNegatives[notAbove] <= score; notAbove++) {}
            wins += (below + notAbove) / 2.0;
        }
        return wins / ((double) positives * negatives);
    }

    private static double[] sorted(double[] scores, boolean[] positive, boolean wanted) {
        return IntStream.range(0, scores.length)
                .filter(i -> positive[i] == wanted)
                .mapToDouble(i -> scores[i])
                .sorted()
                .toArray();
    }
}
