package joulebook.ml.autograd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import joulebook.ml.InputException;

/**
 * The trainable parameters of a model, or anything of their shape (gradients, directions, masks), as one vector.
 * Arithmetic is in place, in float32 with sums in float64, and leaves no gradient graph.
 *
 * @param names the paths of the parameters in the model
 * @param arrays one a name; owned by whoever made them
 */
public record ParameterVector(List<String> names, List<NDArray> arrays) implements AutoCloseable {

    public ParameterVector {
        names = List.copyOf(names);
        arrays = List.copyOf(arrays);
        if (names.size() != arrays.size()) {
            throw new InputException("A parameter vector has one name an array, but " + names.size()
                    + " names came with " + arrays.size() + " arrays.");
        }
    }

    /** The trainable parameters of an initialised model themselves, in the order of the block: writing here trains. */
    public static ParameterVector of(Block model) {
        List<String> names = new ArrayList<>();
        List<NDArray> arrays = new ArrayList<>();
        for (Pair<String, Parameter> parameter : model.getParameters()) {
            if (!parameter.getValue().isInitialized()) {
                throw new InputException("The model has no weights yet: train or initialise it first.");
            }
            if (parameter.getValue().requiresGradient()) {
                names.add(parameter.getKey());
                arrays.add(parameter.getValue().getArray());
            }
        }
        return new ParameterVector(names, arrays);
    }

    /** The number of entries. */
    public long size() {
        return arrays.stream().mapToLong(NDArray::size).sum();
    }

    /** The array of a parameter. */
    public NDArray get(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new InputException(
                    "There is no parameter \"" + name + "\": choose one of " + String.join(", ", names) + ".");
        }
        return arrays.get(index);
    }

    /** The part with these names, sharing the arrays. */
    public ParameterVector select(List<String> some) {
        return new ParameterVector(some, some.stream().map(this::get).toList());
    }

    /** A copy; the manager owns it. */
    public ParameterVector copy(NDManager manager) {
        return NoGrad.call(() -> new ParameterVector(
                names,
                arrays.stream()
                        .map(array -> {
                            NDArray copy = array.duplicate();
                            copy.attach(manager);
                            return copy;
                        })
                        .toList()));
    }

    /** Zeros of the same shapes; the manager owns them. */
    public ParameterVector zeros(NDManager manager) {
        return new ParameterVector(
                names,
                arrays.stream()
                        .map(array -> manager.zeros(array.getShape(), array.getDataType()))
                        .toList());
    }

    /** Independent standard normal entries from the seeded generator; the manager owns them. */
    public ParameterVector gaussian(NDManager manager, Random random) {
        return new ParameterVector(
                names,
                arrays.stream()
                        .map(array -> {
                            float[] values = new float[(int) array.size()];
                            for (int i = 0; i < values.length; i++) {
                                values[i] = (float) random.nextGaussian();
                            }
                            return manager.create(values, array.getShape());
                        })
                        .toList());
    }

    /** Takes the values of another. */
    public void set(ParameterVector other) {
        pairwise(other, (mine, others) -> NoGrad.copy(others, mine));
    }

    /** Adds a x. */
    public void axpy(double a, ParameterVector x) {
        pairwise(x, (mine, others) -> {
            try (NDArray scaled = others.mul(a)) {
                mine.addi(scaled);
            }
        });
    }

    /** Multiplies entry by entry, as with masks. */
    public void mul(ParameterVector other) {
        pairwise(other, NDArray::muli);
    }

    /** Multiplies by a number. */
    public void scale(double factor) {
        NoGrad.run(() -> arrays.forEach(array -> array.muli(factor)));
    }

    /** The inner product with another. */
    public double dot(ParameterVector other) {
        double[] sum = {0};
        pairwise(other, (mine, others) -> {
            try (NDArray product = mine.mul(others);
                    NDArray total = product.sum()) {
                sum[0] += total.getFloat();
            }
        });
        return sum[0];
    }

    /** The Euclidean norm of each array. */
    public double[] norms() {
        return NoGrad.call(() -> arrays.stream()
                .mapToDouble(array -> {
                    try (NDArray norm = array.norm()) {
                        return norm.getFloat();
                    }
                })
                .toArray());
    }

    /** The Euclidean norm over all arrays together. */
    public double norm() {
        double sum = 0;
        for (double norm : norms()) {
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    /** All entries, array after array, each row-major. */
    public float[] flatten() {
        float[] flat = new float[(int) size()];
        int at = 0;
        for (NDArray array : arrays) {
            float[] values = array.toFloatArray();
            System.arraycopy(values, 0, flat, at, values.length);
            at += values.length;
        }
        return flat;
    }

    /** Takes all entries from an array in the order of {@link #flatten}. */
    public void unflatten(float[] flat) {
        if (flat.length != size()) {
            throw new InputException(
                    "The vector has " + size() + " entries, but " + flat.length + " values were given.");
        }
        int at = 0;
        for (NDArray array : arrays) {
            float[] values = new float[(int) array.size()];
            System.arraycopy(flat, at, values, 0, values.length);
            at += values.length;
            try (NDArray source = array.getManager().create(values, array.getShape())) {
                NoGrad.copy(source, array);
            }
        }
    }

    /** As a list for DJL's methods. */
    public NDList list() {
        return new NDList(arrays);
    }

    private void pairwise(ParameterVector other, BiConsumer<NDArray, NDArray> work) {
        if (!names.equals(other.names)) {
            throw new InputException("Vectors over different parameters cannot be combined: " + names.size() + " of "
                    + size() + " entries and " + other.names.size() + " of " + other.size() + " entries.");
        }
        NoGrad.run(() -> {
            for (int i = 0; i < arrays.size(); i++) {
                work.accept(arrays.get(i), other.arrays.get(i));
            }
        });
    }

    /** Frees the arrays. Not for the parameters themselves, which the model owns. */
    @Override
    public void close() {
        arrays.forEach(NDArray::close);
    }
}
