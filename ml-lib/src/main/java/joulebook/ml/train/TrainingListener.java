package joulebook.ml.train;

/** Hears how a training goes, on the thread that trains. */
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * Called every 50 steps and after the last step of an epoch.
     *
     * @param epoch counted from 1
     * @param step the steps of this epoch that are done
     * @param stepsPerEpoch the steps an epoch has
     * @param lossSoFar the mean training loss of this epoch so far
     */
    default void onStep(int epoch, int step, int stepsPerEpoch, double lossSoFar) {}

    /** Called after an epoch's evaluation. */
    default void onEpoch(EpochResult result) {}
}
