package joulebook.ml.pruning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Dataset;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The units of a hidden layer of an MLP, between the weights that make them and the weights that use them.
 *
 * @param incoming (units, inputs)
 * @param outgoing W, (outputs, units)
 * @param moments G = E x x' of the units' values x, (units, units)
 */
record HiddenUnits(RealMatrix incoming, RealMatrix outgoing, RealMatrix moments) {

    /**
     * The units of a layer, with what they are on some examples.
     *
     * @param layer of the hidden ones, counted from 0
     */
    static HiddenUnits of(Mlp model, int layer, Dataset inputs) {
        try (NDManager scope = NDManager.newBaseManager();
                Batches batches = inputs.batches(scope, inputs.size())) {
            return NoGrad.call(() -> {
                NDArray units = Layers.inputs(model, batches.get(0, scope).features(), false)
                        .get(layer + 1)
                        .input();
                return new HiddenUnits(
                        matrix(weight(model, layer)),
                        matrix(weight(model, layer + 1)),
                        SubsetFidelity.secondMoments(matrix(units)));
            });
        }
    }

    int count() {
        return moments.getRowDimension();
    }

    /**
     * How much of the next layer's output each unit can rebuild alone: the {@link SubsetFidelity} of W_ic x_c for output i,
     * (G w_i)_c^2 / (G_cc w_i' G w_i), averaged over the outputs with their energies w_i' G w_i as weights.
     */
    double[] fidelities() {
        RealMatrix withOutputs = outgoing.multiply(moments);
        double energy = withOutputs.multiplyTransposed(outgoing).getTrace();
        return IntStream.range(0, count())
                .mapToDouble(c -> {
                    double own = moments.getEntry(c, c);
                    double rebuilt = 0;
                    for (int i = 0; i < outgoing.getRowDimension(); i++) {
                        rebuilt += outgoing.getEntry(i, c) == 0 ? 0 : Math.pow(withOutputs.getEntry(i, c), 2);
                    }
                    return own == 0 ? 0 : rebuilt / (own * energy);
                })
                .toArray();
    }

    /** The weights from the kept units that come nearest to what all units gave: W G_:S (G_SS)^-1, (outputs, kept). */
    RealMatrix refitted(int[] kept) {
        int[] outputs = IntStream.range(0, outgoing.getRowDimension()).toArray();
        RealMatrix target = outgoing.multiply(moments).getSubMatrix(outputs, kept);
        return SubsetFidelity.decomposed(moments.getSubMatrix(kept, kept))
                .getSolver()
                .solve(target.transpose())
                .transpose();
    }

    /**
     * A smaller MLP, which has only some units of a layer.
     *
     * @param kept the units' indices, ascending
     * @param manager owns the weights
     */
    static Mlp keep(Mlp model, int layer, int[] kept, NDManager manager) {
        List<Linear> linears = model.linears();
        int inputs = (int) weight(model, 0).getShape().get(1);
        IntStream outputs = IntStream.range(0, linears.size())
                .map(l -> (int) weight(model, l).getShape().get(0));
        int[] sizes = IntStream.concat(IntStream.of(inputs), outputs).toArray();
        sizes[layer + 1] = kept.length;
        Mlp smaller = new Mlp(sizes);
        smaller.initialize(manager, DataType.FLOAT32, new Shape(1, sizes[0]));
        long[] rows = Arrays.stream(kept).asLongStream().toArray();
        for (int l = 0; l < linears.size(); l++) {
            NDArray weight = weight(model, l);
            NDArray bias = bias(model, l);
            try (NDManager scope = manager.newSubManager()) {
                NDIndex units = new NDIndex("{}", scope.create(rows));
                if (l == layer) {
                    weight = weight.get(scope, units);
                    bias = bias.get(scope, units);
                } else if (l == layer + 1) {
                    weight = weight.get(scope, new NDIndex(":, {}", scope.create(rows)));
                }
                set(weight(smaller, l), weight);
                set(bias(smaller, l), bias);
            }
        }
        return smaller;
    }

    /** Sets the weights that use a layer's units. */
    static void setOutgoing(Mlp model, int layer, RealMatrix weights) {
        NDArray to = weight(model, layer + 1);
        float[] values = new float[(int) to.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) weights.getEntry(i / weights.getColumnDimension(), i % weights.getColumnDimension());
        }
        try (NDArray from = to.getManager().create(values, to.getShape())) {
            set(to, from);
        }
    }

    private static void set(NDArray to, NDArray from) {
        NoGrad.copy(from, to);
    }

    private static NDArray weight(Mlp model, int layer) {
        return model.linears().get(layer).getDirectParameters().get("weight").getArray();
    }

    private static NDArray bias(Mlp model, int layer) {
        return model.linears().get(layer).getDirectParameters().get("bias").getArray();
    }

    private static RealMatrix matrix(NDArray array) {
        float[] values = array.toFloatArray();
        int columns = (int) array.getShape().get(1);
        RealMatrix matrix = MatrixUtils.createRealMatrix(values.length / columns, columns);
        for (int i = 0; i < values.length; i++) {
            matrix.setEntry(i / columns, i % columns, values[i]);
        }
        return matrix;
    }
}
