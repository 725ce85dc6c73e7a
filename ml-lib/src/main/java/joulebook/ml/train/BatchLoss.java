package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import joulebook.ml.data.Batches.Batch;

/** A loss that wants more of a batch than labels and outputs: which examples these are, or outputs of other inputs too. */
@FunctionalInterface
public interface BatchLoss {

    /**
     * The loss of a batch, a scalar.
     *
     * @param outputs the model's, one for each of {@link #inputs}
     */
    NDArray evaluate(Batch batch, NDList outputs);

    /**
     * What the model is shown in a step; its gradient does not flow here. Called with grad mode off, before the gradient of
     * the step, so that gradients may be taken.
     *
     * @return owned by the manager of the batch
     */
    default NDList inputs(Block model, Batch batch) {
        return new NDList(batch.features());
    }

    /** A loss as it is if it sees the batch, else by labels and outputs alone. */
    static BatchLoss of(Loss loss) {
        return loss instanceof BatchLoss seeing
                ? seeing
                : (batch, outputs) -> loss.evaluate(new NDList(batch.targets()), outputs);
    }
}
