package joulebook.ml.train;

import joulebook.ml.InputException;
import joulebook.ml.method.Methods;

/**
 * How long and how fast to train.
 *
 * @param epochs passes over the training data, at least 1
 * @param batchSize examples per step, at least 1
 * @param learningRate the optimizer's step size, positive
 * @param optimizer one of {@link Methods#names} of {@link OptimizerRecipe}, such as {@code adam} or {@code
 *     sgd:momentum=0.9}
 * @param schedule of the learning rate, one of {@link Methods#names} of {@link Schedule}, such as {@code constant} or
 *     {@code cosine:warmup=100}
 * @param seed of the initial weights and of the order of the examples; the same seed gives the same bits on the same
 *     machine
 * @param warmStart whether to go on from the weights the model has, instead of drawing new ones from the seed
 */
public record TrainingOptions(
        int epochs,
        int batchSize,
        float learningRate,
        String optimizer,
        String schedule,
        long seed,
        boolean warmStart) {

    public TrainingOptions {
        if (epochs < 1) {
            throw new InputException("The number of epochs is " + epochs + ", but it must be at least 1.");
        }
        if (batchSize < 1) {
            throw new InputException("The batch size is " + batchSize + ", but it must be at least 1.");
        }
        if (!(learningRate > 0 && Float.isFinite(learningRate))) {
            throw new InputException(
                    "The learning rate is " + learningRate + ", but it must be a positive number such as 0.001.");
        }
        Methods.make(OptimizerRecipe.class, optimizer); // tells what is wrong with it
        Methods.make(Schedule.class, schedule);
    }

    /** 3 epochs of batches of 128 with Adam at a learning rate of 0.001, seed 0, from new weights. */
    public static TrainingOptions defaults() {
        return new TrainingOptions(3, 128, 1e-3f, "adam", "constant", 0, false);
    }

    public TrainingOptions withEpochs(int value) {
        return new TrainingOptions(value, batchSize, learningRate, optimizer, schedule, seed, warmStart);
    }

    public TrainingOptions withBatchSize(int value) {
        return new TrainingOptions(epochs, value, learningRate, optimizer, schedule, seed, warmStart);
    }

    public TrainingOptions withLearningRate(float value) {
        return new TrainingOptions(epochs, batchSize, value, optimizer, schedule, seed, warmStart);
    }

    public TrainingOptions withOptimizer(String value) {
        return new TrainingOptions(epochs, batchSize, learningRate, value, schedule, seed, warmStart);
    }

    public TrainingOptions withSchedule(String value) {
        return new TrainingOptions(epochs, batchSize, learningRate, optimizer, value, seed, warmStart);
    }

    public TrainingOptions withSeed(long value) {
        return new TrainingOptions(epochs, batchSize, learningRate, optimizer, schedule, value, warmStart);
    }

    public TrainingOptions withWarmStart(boolean value) {
        return new TrainingOptions(epochs, batchSize, learningRate, optimizer, schedule, seed, value);
    }

    /** A new optimizer with the learning rate of the schedule over so many steps. */
    public StatefulOptimizer newOptimizer(int steps) {
        return Methods.make(OptimizerRecipe.class, optimizer)
                .create(Methods.make(Schedule.class, schedule).over(learningRate, steps));
    }
}
