package joulebook.ml.train;

import java.util.function.Supplier;
import joulebook.ml.energy.Reading;

/**
 * How far a training has come within an epoch.
 *
 * @param epoch counted from 1
 * @param step the steps of this epoch that are done
 * @param stepsPerEpoch the steps an epoch has
 * @param lossSoFar the mean training loss of this epoch so far
 * @param soFar reads the cost of the training steps of all epochs so far; for the call alone that hands it over
 */
public record StepResult(int epoch, int step, int stepsPerEpoch, double lossSoFar, Supplier<Reading> soFar) {}
