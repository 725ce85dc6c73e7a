package joulebook.ml.pruning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Dataset;
import joulebook.ml.model.Layers;
import joulebook.ml.pruning.PrunableWeights.Weight;

/**
 * Wanda (Sun et al., A Simple and Effective Pruning Approach for Large Language Models, arXiv 2306.11695): in each row of a
 * layer, the weights into one output, those with the smallest |W_ij| times the root mean square of input j go. Layers are
 * pruned one after another, each on what the pruned ones before it make of the calibration data.
 *
 * @param examples the first so many of the calibration data are looked at; all where there are fewer
 */
public record WandaPruner(int examples) implements Pruner {

    @Override
    public Masks prune(Block model, double sparsity, Dataset calibration) {
        List<Weight> weights = PrunableWeights.of(model);
        return prune(model, weights.stream().mapToDouble(w -> sparsity).toArray(), calibration);
    }

    /**
     * Prunes each layer to a sparsity of its own.
     *
     * @param sparsities one a weight tensor, in the order of the model's parameters
     */
    Masks prune(Block model, double[] sparsities, Dataset calibration) {
        List<Weight> weights = PrunableWeights.of(model);
        Map<Parameter, Double> sparsity = new IdentityHashMap<>();
        for (int l = 0; l < sparsities.length; l++) {
            sparsity.put(weights.get(l).parameter(), sparsities[l]);
        }
        Map<Parameter, boolean[]> kept = new IdentityHashMap<>();
        try (NDManager scope = NDManager.newBaseManager();
                Batches batches = calibration.batches(scope, Math.min(examples, calibration.size()))) {
            NoGrad.run(() -> Layers.walk(model, batches.get(0, scope).features(), (layer, input) -> {
                Parameter parameter = layer.getDirectParameters().values().stream()
                        .filter(sparsity::containsKey)
                        .findFirst()
                        .orElse(null);
                if (parameter == null) {
                    return Layers.forward(layer, input, false);
                }
                double[] rms = LayerInputs.rootMeanSquares(input, layer instanceof Convolution);
                kept.put(parameter, kept(new Weight("", parameter), rms, sparsity.get(parameter)));
                return forwardWith(kept.get(parameter), parameter.getArray(), layer, input);
            }));
        }
        return Masks.of(
                weights, weights.stream().map(weight -> found(kept, weight)).toArray(boolean[][]::new));
    }

    /**
     * Which weights of a layer stay.
     *
     * @param rms of each input feature or channel
     * @param sparsity of every row: floor(s d) of its d weights go
     */
    private static boolean[] kept(Weight weight, double[] rms, double sparsity) {
        double[] values = weight.values();
        int row = values.length / (int) weight.shape().get(0);
        int perFeature = row / rms.length; // the size of a convolution's kernel
        boolean[] kept = new boolean[values.length];
        for (int start = 0; start < values.length; start += row) {
            int from = start;
            double[] scores = IntStream.range(0, row)
                    .mapToDouble(j -> Math.abs(values[from + j]) * rms[j / perFeature])
                    .toArray();
            boolean[] keptOfRow = GlobalThreshold.withoutLowest(scores, GlobalThreshold.removed(row, sparsity));
            System.arraycopy(keptOfRow, 0, kept, start, row);
        }
        return kept;
    }

    /** The layer's output with the other weights at zero; the weights themselves stay as they are. */
    private static NDArray forwardWith(boolean[] kept, NDArray weight, Block layer, NDArray input) {
        try (NDArray before = weight.duplicate();
                NDArray flags = weight.getManager().create(kept, weight.getShape());
                NDArray mask = flags.toType(DataType.FLOAT32, false)) {
            try {
                weight.muli(mask);
                return Layers.forward(layer, input, false);
            } finally {
                NoGrad.copy(before, weight);
            }
        }
    }

    private static boolean[] found(Map<Parameter, boolean[]> kept, Weight weight) {
        if (!kept.containsKey(weight.parameter())) {
            throw new InputException("The inputs of the layer with the weight " + weight.name()
                    + " cannot be seen: make the model a sequence of layers, or let its block implement Traced.");
        }
        return kept.get(weight.parameter());
    }
}
