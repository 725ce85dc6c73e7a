package joulebook.ml.evaluation;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** Which items of a benchmark should go: those solved without their essential part, and those with a wrong answer. */
public final class ItemFilters {
    private static final double NEARLY_ALL = 0.95;

    private ItemFilters() {}

    /**
     * Items that a share of models solves blind, without the essential part of the input.
     *
     * @param blind [models, items] whether each model solves each item blind
     * @param share 0 to 1, such as 0.5, or {@link #aboveChance}
     */
    public static int[] solvedBlind(boolean[][] blind, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new InputException("The share of models that solve an item blind is " + share + ": give 0 to 1.");
        }
        double[] solving = ItemAnalysis.of(blind).difficulty();
        return IntStream.range(0, solving.length)
                .filter(j -> solving[j] >= share)
                .toArray();
    }

    /** The share of models that guessing explains to two standard deviations, at most 1. */
    public static double aboveChance(int options, int models) {
        double p = 1.0 / options;
        return Math.min(1, p + 2 * Math.sqrt(p * (1 - p) / models));
    }

    /** Items that nearly all models get wrong, or good models more than bad ones: their answer may be wrong. */
    public static int[] suspicious(ItemAnalysis analysis) {
        return IntStream.range(0, analysis.difficulty().length)
                .filter(j -> analysis.difficulty()[j] <= 1 - NEARLY_ALL || analysis.discrimination()[j] < 0)
                .toArray();
    }

    /** All items but the suspicious ones that a verifier, such as a strong judge, confirms to be wrong or ambiguous. */
    public static int[] withoutConfirmed(int items, int[] suspicious, IntPredicate isWrong) {
        boolean[] dropped = new boolean[items];
        for (int item : suspicious) {
            dropped[item] = isWrong.test(item);
        }
        return IntStream.range(0, items).filter(j -> !dropped[j]).toArray();
    }
}
