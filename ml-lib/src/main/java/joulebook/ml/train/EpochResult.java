package joulebook.ml.train;

import joulebook.ml.energy.Reading;

/**
 * How far a training has come after an epoch.
 *
 * @param epoch counted from 1
 * @param trainLoss the mean loss over the epoch's batches, each taken before its update
 * @param test the model on the test data after the epoch
 * @param soFar the cost of the training steps of all epochs so far; evaluation is not in it
 */
public record EpochResult(int epoch, double trainLoss, Evaluation test, Reading soFar) {}
