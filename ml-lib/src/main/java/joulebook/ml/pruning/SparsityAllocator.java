package joulebook.ml.pruning;

import java.util.Arrays;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * From how much each block matters to how sparse it becomes, under a total budget (ECoFLaP, arXiv 2310.02998, section 3.2):
 * each block keeps a minimum, and what is left of the budget is shared out in proportion to the scores.
 */
public final class SparsityAllocator {

    private SparsityAllocator() {}

    /**
     * The sparsity of each block; the budget of floor(n (1 - sparsity)) weights is met exactly. Where all scores are 0,
     * blocks are alike.
     *
     * @param scores one a block, 0 or more
     * @param sizes the number of weights of each block
     * @param sparsity of all blocks together
     * @param maximum the sparsity that no block exceeds, at least {@code sparsity}
     */
    public static double[] allocate(double[] scores, int[] sizes, double sparsity, double maximum) {
        if (!(maximum >= sparsity && maximum <= 1) || Arrays.stream(scores).anyMatch(s -> !(s >= 0 && s < 1 / 0.0))) {
            throw new InputException("Sparsities cannot be allocated for the scores " + Arrays.toString(scores)
                    + ", a sparsity of " + sparsity + " and at most " + maximum
                    + ": scores must be 0 or more, and the maximum from the sparsity to 1.");
        }
        int total = Arrays.stream(sizes).sum();
        int budget = (int) Math.floor(total * (1 - sparsity) + 1e-9);
        int[] minimum = Arrays.stream(sizes)
                .map(n -> (int) Math.ceil(n * (1 - maximum) - 1e-9))
                .toArray();
        int[] room =
                IntStream.range(0, sizes.length).map(b -> sizes[b] - minimum[b]).toArray();
        int open = Math.max(0, budget - Arrays.stream(minimum).sum()); // rounding up can take more than there is
        int[] more = WaterFilling.share(open, scores, room);
        return IntStream.range(0, sizes.length)
                .mapToDouble(b -> 1 - (double) (minimum[b] + more[b]) / sizes[b])
                .toArray();
    }
}
