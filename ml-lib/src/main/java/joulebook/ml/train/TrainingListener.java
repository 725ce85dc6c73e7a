package joulebook.ml.train;

/** Hears how a training goes, on the thread that trains. */
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /** Called every 50 steps, every second where they take longer, and after the last step of an epoch. */
    default void onStep(StepResult result) {}

    /** Called after an epoch's evaluation. */
    default void onEpoch(EpochResult result) {}

    /**
     * Called when a training is interrupted or fails after its first epoch, before the exception passes on.
     *
     * @param run the training up to its last whole epoch, with the weights of then; the listener closes it, now or later
     */
    default void onEndedEarly(TrainingRun run) {
        run.close();
    }
}
