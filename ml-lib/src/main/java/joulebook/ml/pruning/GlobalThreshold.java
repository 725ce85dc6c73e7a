package joulebook.ml.pruning;

import java.util.Arrays;
import joulebook.ml.InputException;

/** One threshold over scores: the lowest go, and exactly as many as asked for; equal scores go in their order. */
final class GlobalThreshold {

    private GlobalThreshold() {}

    /** floor(s n); the margin keeps 0.9 of 10 at 9, whatever the rounding of s. */
    static int removed(int n, double sparsity) {
        if (!(sparsity >= 0 && sparsity < 1)) {
            throw new InputException(
                    "The sparsity is " + sparsity + ", but it must be from 0 to below 1, such as 0.9 for 90 %.");
        }
        return (int) Math.floor(sparsity * n + 1e-9);
    }

    /** True for all but the k lowest scores. */
    static boolean[] withoutLowest(double[] scores, int k) {
        boolean[] kept = new boolean[scores.length];
        Arrays.fill(kept, true);
        if (k == 0) {
            return kept;
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted); // NaN comes last
        if (Double.isNaN(sorted[sorted.length - 1])) {
            throw new InputException("Some weights are not numbers, so they cannot be ranked: train the model again.");
        }
        double threshold = sorted[k - 1];
        int ties = k;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < threshold) {
                kept[i] = false;
                ties--;
            }
        }
        for (int i = 0; ties > 0; i++) {
            if (scores[i] == threshold) {
                kept[i] = false;
                ties--;
            }
        }
        return kept;
    }

    /** True for all but the share of the lowest scores over all layers together. */
    static boolean[][] withoutLowest(double[][] layers, double sparsity) {
        double[] all = Arrays.stream(layers).flatMapToDouble(Arrays::stream).toArray();
        boolean[] kept = withoutLowest(all, removed(all.length, sparsity));
        boolean[][] byLayer = new boolean[layers.length][];
        int at = 0;
        for (int l = 0; l < layers.length; l++) {
            byLayer[l] = Arrays.copyOfRange(kept, at, at + layers[l].length);
            at += layers[l].length;
        }
        return byLayer;
    }
}
