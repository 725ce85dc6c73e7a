package joulebook.ml.math;

import java.util.Comparator;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * How good a ranking of items is at its top.
 *
 * @param recall the share of the relevant items that are among the first k
 * @param ndcg the normalised discounted cumulative gain with gains of 0 and 1 (Jarvelin and Kekalainen 2002): the sum of
 *     1 / log2(rank + 1) over the relevant ones among the first k, over the most that it can be
 */
public record TopRanked(double recall, double ndcg) {

    /**
     * Ranks items by score, the first of equal ones before the others.
     *
     * @param scores one an item; an item of NEGATIVE_INFINITY is not in the ranking
     * @param relevant one an item
     * @param k 1 or more
     * @throws InputException if the lengths differ, or no item is relevant
     */
    public static TopRanked of(double[] scores, boolean[] relevant, int k) {
        long wanted =
                IntStream.range(0, relevant.length).filter(i -> relevant[i]).count();
        if (scores.length != relevant.length || wanted == 0 || k < 1) {
            throw new InputException("A ranking of " + scores.length + " scores and " + relevant.length + " items, "
                    + wanted + " of them relevant, has no quality among the first " + k
                    + ": give as many of both, and at least one relevant.");
        }
        int[] first = IntStream.range(0, scores.length)
                .filter(i -> scores[i] > Double.NEGATIVE_INFINITY)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
        int hits = 0;
        double gain = 0;
        for (int rank = 1; rank <= first.length; rank++) {
            if (relevant[first[rank - 1]]) {
                hits++;
                gain += discount(rank);
            }
        }
        double most = IntStream.rangeClosed(1, (int) Math.min(k, wanted))
                .mapToDouble(TopRanked::discount)
                .sum();
        return new TopRanked((double) hits / wanted, gain / most);
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 1.0);
    }
}
