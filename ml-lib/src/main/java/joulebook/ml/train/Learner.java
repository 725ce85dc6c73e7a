package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import joulebook.ml.data.Batches.Batch;

/** The part of a training that differs between algorithms: what one batch does to the weights. */
interface Learner extends AutoCloseable {

    /**
     * Learns from one batch. Runs with grad mode off.
     *
     * @return the mean loss of the batch before the update, a scalar owned by the manager of the batch
     */
    NDArray step(Batch batch);

    /** The block that predicts with what was learned. */
    Block predictor();

    /** The parameters that a step changes. */
    long parametersUpdated();

    /** The bytes of layer outputs that must be alive at once in a step, for a full batch. */
    long activationBytes();

    /** What moves the weights; its state is saved with a checkpoint. */
    StatefulOptimizer optimizer();

    /** Frees the optimizer's state. */
    @Override
    void close();
}
