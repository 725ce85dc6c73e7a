package joulebook.ml.pruning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/** Splits a number of weights among layers in proportion, where no layer can take more than its cap. */
final class WaterFilling {

    private WaterFilling() {}

    /**
     * Each layer's share is a common factor times its rate, or its cap where that is less; the factor is such that the
     * total comes out, exactly. Where no layer below its cap has a rate, they share in proportion to their caps.
     *
     * @param total what to split, a count of weights
     * @param rates one a layer, 0 or more
     * @param caps the most each layer can take, with a sum of at least the total
     */
    static int[] share(int total, double[] rates, int[] caps) {
        if (Arrays.stream(caps).asLongStream().sum() < total) {
            throw new InputException("Splitting " + total + " weights among layers that take at most "
                    + Arrays.toString(caps) + " is infeasible: change the sparsity or the limits.");
        }
        double[] share = new double[caps.length];
        boolean[] full = new boolean[caps.length];
        boolean changed = true;
        while (changed) {
            changed = false;
            double open = total - sum(caps, full, true);
            double[] rate = sum(rates, full) > 0
                    ? rates
                    : Arrays.stream(caps).asDoubleStream().toArray();
            double factor = open == 0 ? 0 : open / sum(rate, full);
            for (int l = 0; l < caps.length; l++) {
                share[l] = full[l] ? caps[l] : rate[l] * factor;
                if (!full[l] && share[l] > caps[l]) {
                    full[l] = true;
                    changed = true;
                }
            }
        }
        return rounded(share, total);
    }

    private static double sum(int[] values, boolean[] full, boolean whichAreFull) {
        return IntStream.range(0, values.length)
                .filter(l -> full[l] == whichAreFull)
                .mapToDouble(l -> values[l])
                .sum();
    }

    private static double sum(double[] rates, boolean[] full) {
        return IntStream.range(0, rates.length)
                .filter(l -> !full[l])
                .mapToDouble(l -> rates[l])
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
}
