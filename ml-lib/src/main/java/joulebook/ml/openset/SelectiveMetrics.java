package joulebook.ml.openset;

import java.util.Comparator;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** How good predictions are of which only some are given: coverage is the share given, error the share of these that is wrong. */
public final class SelectiveMetrics {

    private SelectiveMetrics() {}

    /**
     * The largest coverage at which the error is no larger than wanted, when a prediction is given from some score on; 0 if
     * there is none.
     *
     * @param scores higher where a prediction is rather to be given
     * @param wrong which predictions are
     */
    public static double coverageAtError(double[] scores, boolean[] wrong, double error) {
        int[] order = order(scores, wrong);
        int errors = 0;
        int best = 0;
        for (int given = 1; given <= order.length; given++) {
            errors += wrong[order[given - 1]] ? 1 : 0;
            boolean tied = given < order.length && scores[order[given]] == scores[order[given - 1]];
            if (!tied && errors <= error * given) {
                best = given;
            }
        }
        return best / (double) order.length;
    }

    /** The error of the predictions of the highest scores that make up a coverage, one at least. */
    public static double errorAtCoverage(double[] scores, boolean[] wrong, double coverage) {
        if (!(coverage > 0 && coverage <= 1)) {
            throw new InputException("The coverage is " + coverage + ", but it must be above 0 and at most 1.");
        }
        int[] order = order(scores, wrong);
        int given = (int) Math.max(1, Math.round(coverage * order.length));
        return IntStream.range(0, given).filter(i -> wrong[order[i]]).count() / (double) given;
    }

    /** The largest coverage that anyone can have: all right predictions, and wrong ones up to the error. */
    public static double idealCoverage(double baseError, double error) {
        if (!(baseError >= 0 && baseError <= 1 && error >= 0 && error < 1)) {
            throw new InputException(
                    "Errors of " + baseError + " and " + error + " cannot be: give shares from 0 to 1.");
        }
        return Math.min(1, (1 - baseError) / (1 - error));
    }

    /** From the highest score on. */
    private static int[] order(double[] scores, boolean[] wrong) {
        if (scores.length != wrong.length || scores.length == 0) {
            throw new InputException("There are " + scores.length + " scores for " + wrong.length
                    + " predictions: give one a prediction, and one at least.");
        }
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
    }
}
