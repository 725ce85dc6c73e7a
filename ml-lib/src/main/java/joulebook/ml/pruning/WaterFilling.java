package joulebook.ml.pruning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * The minimum-threshold rule of global magnitude pruning (Gupta et al., arXiv 2209.14624): what layers at their minimum
 * cannot lose, the others lose in proportion to what they lose anyway.
 */
final class WaterFilling {

    private WaterFilling() {}

    /**
     * Moves removals from layers that would keep too few to the others; the total stays the same, exactly.
     *
     * @param removed the weights that each layer loses without the rule
     * @param sizes the weights that each layer has
     * @param minimumKept the least each layer is to keep; smaller layers stay whole
     * @return the weights that each layer loses with the rule
     */
    static int[] withMinimumKept(int[] removed, int[] sizes, int minimumKept) {
        int layers = sizes.length;
        int total = Arrays.stream(removed).sum();
        int[] caps = Arrays.stream(sizes).map(n -> Math.max(0, n - minimumKept)).toArray();
        if (Arrays.stream(caps).sum() < total) {
            throw infeasible(total, sizes, minimumKept);
        }
        double[] share = new double[layers];
        boolean[] full = new boolean[layers];
        boolean changed = true;
        while (changed) {
            changed = false;
            int open = total - sum(caps, full, true);
            // where no layer with room loses anything without the rule, they lose in proportion to their room
            int[] rate = sum(removed, full, false) > 0 ? removed : caps;
            double factor = open == 0 ? 0 : (double) open / sum(rate, full, false);
            for (int l = 0; l < layers; l++) {
                share[l] = full[l] ? caps[l] : rate[l] * factor;
                if (!full[l] && share[l] > caps[l]) {
                    full[l] = true;
                    changed = true;
                }
            }
        }
        return rounded(share, total);
    }

    private static int sum(int[] values, boolean[] full, boolean whichAreFull) {
        return IntStream.range(0, values.length)
                .filter(l -> full[l] == whichAreFull)
                .map(l -> values[l])
                .sum();
    }

    /** Whole numbers with the same sum: all are rounded down, and those cut off the most get one back. */
    private static int[] rounded(double[] share, int total) {
        int[] whole =
                Arrays.stream(share).mapToInt(s -> (int) Math.floor(s + 1e-9)).toArray();
        int[] byRemainder = IntStream.range(0, share.length)
                .boxed()
                .sorted(Comparator.comparingDouble(l -> whole[l] - share[l]))
                .mapToInt(Integer::intValue)
                .toArray();
        int missing = total - Arrays.stream(whole).sum();
        for (int i = 0; i < missing; i++) {
            whole[byRemainder[i]]++;
        }
        return whole;
    }

    private static InputException infeasible(int total, int[] sizes, int minimumKept) {
        return new InputException(
                "Removing " + total + " of " + Arrays.stream(sizes).sum()
                        + " weights is infeasible with at least " + minimumKept + " kept in each of " + sizes.length
                        + " layers: lower the sparsity or the minimum.");
    }
}
