package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.OptionalDouble;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Dataset;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Window;
import joulebook.ml.model.Layers;

/**
 * What it takes to predict.
 *
 * @param examples how many were predicted, some of them many times
 * @param reading what that took
 */
public record InferenceCost(long examples, Reading reading) {

    private static final long SHORTEST_NS = 250_000_000;

    /** Predicts the examples again and again, for a quarter of a second at least, after once to warm up. */
    public static InferenceCost of(Block model, Dataset data, Meter meter) {
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = Evaluation.batches(manager, data)) {
            return NoGrad.call(() -> {
                predict(model, batches, manager);
                try (Window window = meter.open()) {
                    long start = System.nanoTime();
                    long examples = 0;
                    while (examples == 0 || System.nanoTime() - start < SHORTEST_NS) {
                        predict(model, batches, manager);
                        examples += data.size();
                    }
                    return new InferenceCost(examples, window.stop());
                }
            });
        }
    }

    /** The outputs are read, so that the device is done with them. */
    private static void predict(Block model, Batches batches, NDManager manager) {
        for (int i = 0; i < batches.count(); i++) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray outputs = Layers.forward(model, batches.get(i, scope).features(), false);
                outputs.toFloatArray();
            }
        }
    }

    /** The time for 1,000 examples, in s. */
    public double seconds() {
        return reading.seconds() * 1000 / examples;
    }

    /** The energy for 1,000 examples, in J; empty if no device was measured. */
    public OptionalDouble joules() {
        return reading.devices().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(reading.joules() * 1000 / examples);
    }
}
