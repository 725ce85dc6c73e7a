package joulebook.ml.train;

import ai.djl.nn.Block;
import java.util.Optional;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.data.Batches.Batch;

/** Watches a training, and may stop it. One object watches one training. */
public interface Monitor {

    /**
     * A step of the training, before its update. Everything is only to be looked at, and lives until the step ends.
     *
     * @param number counted from 1 over the whole training
     * @param model with the weights before the update
     * @param loss of the batch and its gradient, as transforms have left it
     */
    record Step(int number, Block model, Batch batch, LossGradient loss) {}

    /** Sees a step. Called on the training's thread, with grad mode off; its time counts as training. */
    default void onStep(Step step) {}

    /** Sees an epoch's result. */
    default void onEpoch(EpochResult result, Block model) {}

    /** Why the training should stop after this step or epoch; empty if it should go on. */
    default Optional<String> stop() {
        return Optional.empty();
    }

    /** After the last epoch, before the final evaluation: the place to bring back the best weights. */
    default void onEnd(Block model) {}
}
