package joulebook.ml.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import joulebook.ml.InputException;

/**
 * A data set on a device, cut into batches. The data crosses to the device once; a batch is a selection of rows there. Not
 * safe for use by several threads.
 */
public final class Batches implements AutoCloseable {

    private final NDManager manager;
    private final NDArray features;
    private final NDArray targets;
    private final long[] order;
    private final int batchSize;
    private NDArray deviceOrder;

    /**
     * Some examples on the device.
     *
     * @param features (B, shape of one example), float32
     * @param targets (B) int64 class labels, or (B, 1) float32 numbers
     * @param examples which examples of the data set they are, by index
     */
    public record Batch(NDArray features, NDArray targets, int[] examples) {

        /** The number of examples. */
        public int size() {
            return (int) features.getShape().get(0);
        }
    }

    Batches(NDManager parent, Dataset data, int batchSize) {
        if (batchSize < 1) {
            throw new InputException("The batch size is " + batchSize + ", but it must be at least 1.");
        }
        this.batchSize = batchSize;
        manager = parent.newSubManager();
        features = manager.create(data.features(), new Shape(data.size()).addAll(data.shape()));
        targets = onDevice(manager, data.targets());
        order = LongStream.range(0, data.size()).toArray();
        deviceOrder = manager.create(order);
    }

    /** The number of batches in one pass over the data. */
    public int count() {
        return (order.length + batchSize - 1) / batchSize;
    }

    /** Puts the examples into a new random order (Fisher-Yates), in place of the present one. */
    public void shuffle(Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        deviceOrder.close();
        deviceOrder = manager.create(order);
    }

    /**
     * The examples of one batch.
     *
     * @param index 0 to count() - 1
     * @param scope owns the arrays of the batch
     */
    public Batch get(int index, NDManager scope) {
        long from = (long) index * batchSize;
        long to = Math.min(from + batchSize, order.length);
        try (NDArray rows = deviceOrder.get(new NDIndex().addSliceDim(from, to))) {
            NDIndex selection = new NDIndex("{}", rows);
            return new Batch(
                    features.get(scope, selection), targets.get(scope, selection), examples((int) from, (int) to));
        }
    }

    private int[] examples(int from, int to) {
        return Arrays.stream(order, from, to).mapToInt(Math::toIntExact).toArray();
    }

    private static NDArray onDevice(NDManager manager, Targets targets) {
        if (targets instanceof Targets.Classes classes) {
            return manager.create(LongStream.range(0, classes.size())
                    .map(i -> classes.labels()[(int) i])
                    .toArray());
        }
        float[] values = ((Targets.Values) targets).values();
        return manager.create(values, new Shape(values.length, 1));
    }

    @Override
    public void close() {
        manager.close();
    }
}
