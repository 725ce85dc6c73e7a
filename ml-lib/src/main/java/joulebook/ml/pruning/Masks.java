package joulebook.ml.pruning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.pruning.PrunableWeights.Weight;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which weights of a model stay: one mask of ones and zeros per pruned tensor. Closing frees the masks on the device; the
 * table and the sparsity stay.
 *
 * @param layers in the order of the model's parameters
 */
public record Masks(List<Layer> layers) implements AutoCloseable {

    /**
     * The mask of one tensor.
     *
     * @param name the path of the parameter in the model
     * @param weight the parameter
     * @param mask of the weight's shape and type, 1 for kept and 0 for removed; owned by the weight's manager
     * @param kept the number of ones
     */
    public record Layer(String name, Parameter weight, NDArray mask, long kept) {

        /** The number of weights, kept or not. */
        public long size() {
            return weight.getShape().size();
        }

        /** The share of weights removed. */
        public double sparsity() {
            return 1 - (double) kept / size();
        }
    }

    public Masks {
        layers = List.copyOf(layers);
    }

    static Masks of(List<Weight> weights, boolean[][] kept) {
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < kept.length; l++) {
            Parameter parameter = weights.get(l).parameter();
            NDArray weight = parameter.getArray();
            long count = 0;
            for (boolean keep : kept[l]) {
                count += keep ? 1 : 0;
            }
            try (NDArray flags = weight.getManager().create(kept[l], weight.getShape())) {
                NDArray mask = flags.toType(DataType.FLOAT32, true);
                layers.add(new Layer(weights.get(l).name(), parameter, mask, count));
            }
        }
        return new Masks(layers);
    }

    /**
     * Sets the removed weights to zero, in place.
     *
     * @throws InputException if the masks were made for another model
     */
    public void apply(Block model) {
        List<Parameter> parameters = model.getParameters().values();
        for (Layer layer : layers) {
            if (!parameters.contains(layer.weight())) {
                throw new InputException("These masks were made for another model: prune this one first.");
            }
            NoGrad.call(() -> layer.weight().getArray().muli(layer.mask()));
        }
    }

    /** The share of prunable weights removed. */
    public double sparsity() {
        long kept = layers.stream().mapToLong(Layer::kept).sum();
        return 1 - (double) kept / layers.stream().mapToLong(Layer::size).sum();
    }

    /** One row per tensor: layer, shape, weights, kept, sparsity. */
    public Table table() {
        Table table = Table.create(
                "masks",
                StringColumn.create("layer"),
                StringColumn.create("shape"),
                LongColumn.create("weights"),
                LongColumn.create("kept"),
                DoubleColumn.create("sparsity"));
        for (Layer layer : layers) {
            table.stringColumn("layer").append(layer.name());
            table.stringColumn("shape").append(layer.weight().getShape().toString());
            table.longColumn("weights").append(layer.size());
            table.longColumn("kept").append(layer.kept());
            table.doubleColumn("sparsity").append(layer.sparsity());
        }
        return table;
    }

    /**
     * Holds removed weights at zero while training goes on: their gradients are set to zero. That is enough for
     * optimizers that move a parameter by its gradients alone and start without momentum, as all of ours do.
     */
    public GradientTransform asGradientTransform() {
        return (weights, gradient) ->
                layers.forEach(layer -> gradient.get(layer.name()).muli(layer.mask()));
    }

    @Override
    public void close() {
        layers.forEach(layer -> layer.mask().close());
    }
}
