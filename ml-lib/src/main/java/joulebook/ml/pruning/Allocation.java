package joulebook.ml.pruning;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.pruning.PrunableWeights.Weight;

/** How many weights each layer loses. */
@FunctionalInterface
interface Allocation {

    /**
     * The count of each layer.
     *
     * @param sparsity of all layers together
     */
    int[] removed(List<Weight> layers, double sparsity);

    /** As the smallest magnitudes of all layers together lie. */
    static Allocation global() {
        return (layers, sparsity) -> {
            boolean[][] kept = GlobalThreshold.withoutLowest(PrunableWeights.magnitudes(layers), sparsity);
            return Arrays.stream(kept).mapToInt(Allocation::falses).toArray();
        };
    }

    /** floor(s n_l) of each layer. */
    static Allocation uniform() {
        return (layers, sparsity) -> layers.stream()
                .mapToInt(layer -> GlobalThreshold.removed(layer.size(), sparsity))
                .toArray();
    }

    /**
     * Uniform+ (Gale et al., The State of Sparsity, arXiv 1902.09574): a convolution that comes first stays dense, the
     * last layer keeps at least a fifth, and the others lose that in proportion to their sizes.
     */
    static Allocation unifPlus() {
        return (layers, sparsity) -> {
            int last = layers.size() - 1;
            int[] caps = sizes(layers);
            if (last > 0) {
                caps[last] = (int) Math.floor(0.8 * caps[last]);
                caps[0] = isConvolution(layers.get(0)) ? 0 : caps[0];
            }
            double[] rates = Arrays.stream(sizes(layers)).asDoubleStream().toArray();
            return WaterFilling.share(total(layers, sparsity), rates, caps);
        };
    }

    /**
     * Erdos-Renyi kernel (Evci et al., Rigging the Lottery, arXiv 1911.11134): a layer keeps weights in proportion to the
     * sum of its dimensions, and at most all that it has.
     */
    static Allocation erdosRenyi() {
        return (layers, sparsity) -> {
            int[] sizes = sizes(layers);
            double[] rates = layers.stream()
                    .mapToDouble(
                            layer -> Arrays.stream(layer.shape().getShape()).sum())
                    .toArray();
            int kept = Arrays.stream(sizes).sum() - total(layers, sparsity);
            int[] keptByLayer = WaterFilling.share(kept, rates, sizes);
            return IntStream.range(0, sizes.length)
                    .map(l -> sizes[l] - keptByLayer[l])
                    .toArray();
        };
    }

    /**
     * The minimum-threshold rule of global magnitude pruning (Gupta et al., arXiv 2209.14624): what layers at their
     * minimum cannot lose, the others lose in proportion to what they lose anyway; the total stays the same.
     *
     * @param weights the least each layer is to keep; smaller layers stay whole
     */
    default Allocation withMinimumKept(int weights) {
        return (layers, sparsity) -> {
            int[] removed = removed(layers, sparsity);
            int[] sizes = sizes(layers);
            int[] caps = Arrays.stream(sizes).map(n -> Math.max(0, n - weights)).toArray();
            int total = Arrays.stream(removed).sum();
            if (Arrays.stream(caps).sum() < total) {
                throw new InputException("Removing " + total + " of "
                        + Arrays.stream(sizes).sum() + " weights is infeasible with at least " + weights
                        + " kept in each of " + sizes.length + " layers: lower the sparsity or the minimum.");
            }
            return WaterFilling.share(
                    total, Arrays.stream(removed).asDoubleStream().toArray(), caps);
        };
    }

    private static int[] sizes(List<Weight> layers) {
        return layers.stream().mapToInt(Weight::size).toArray();
    }

    private static int total(List<Weight> layers, double sparsity) {
        return GlobalThreshold.removed(Arrays.stream(sizes(layers)).sum(), sparsity);
    }

    private static boolean isConvolution(Weight layer) {
        Shape shape = layer.shape();
        return shape.dimension() > 2;
    }

    private static int falses(boolean[] kept) {
        int count = 0;
        for (boolean keep : kept) {
            count += keep ? 0 : 1;
        }
        return count;
    }
}
