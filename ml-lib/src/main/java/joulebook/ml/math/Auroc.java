package joulebook.ml.math;

import joulebook.ml.InputException;
import org.hipparchus.stat.ranking.NaturalRanking;

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
        double[] ranks = new NaturalRanking().rank(scores); // ties share their mean rank
        double sum = 0;
        double positives = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (positive[i]) {
                sum += ranks[i];
                positives++;
            }
        }
        double negatives = ranks.length - positives;
        if (positives == 0 || negatives == 0) {
            throw new InputException("The area under the ROC curve compares positives with negatives, but there are "
                    + (int) positives + " and " + (int) negatives + ".");
        }
        return (sum - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
