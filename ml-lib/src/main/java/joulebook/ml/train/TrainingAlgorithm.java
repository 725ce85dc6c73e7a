package joulebook.ml.train;

import ai.djl.nn.Block;
import joulebook.ml.InputException;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;

/** A way of fitting a model to data. */
public interface TrainingAlgorithm {

    /** A short name, such as {@code bp}. */
    String id();

    /**
     * Fits a model. Unless the options ask for a warm start, its weights are drawn anew from the seed (Kaiming uniform,
     * biases 0) and belong to the run; whatever arrays the block had are freed. With a warm start they stay with the
     * manager that owns them. The test data only judges, after each epoch.
     *
     * @param model takes (B, shape of one example), gives (B, outputs) logits or numbers
     * @param meter measures the training steps and what the listener does between them, not the evaluation
     * @return the trained model, its history and its cost; the caller closes it
     * @throws InputException if model, data and options do not fit together; nothing has been trained then
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, within one step
     */
    TrainingRun fit(Block model, TrainTest data, TrainingOptions options, Meter meter, TrainingListener listener);
}
