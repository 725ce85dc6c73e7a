package joulebook.ml.train;

import ai.djl.training.tracker.Tracker;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/** How the learning rate changes over a training. */
@FunctionalInterface
public interface Schedule {

    /**
     * The rate by step.
     *
     * @param rate the rate that was asked for, the highest
     * @param steps of the whole training
     */
    Tracker over(double rate, int steps);

    /** The same rate throughout. */
    static Schedule constant() {
        return (rate, steps) -> Tracker.fixed((float) rate);
    }

    /** Half a cosine from the rate down to a share of it (Loshchilov and Hutter, arXiv 1608.03983, equation 5). */
    static Schedule cosine(double end) {
        return (rate, steps) -> byShare(steps, done -> rate * (end + (1 - end) * (1 + Math.cos(Math.PI * done)) / 2));
    }

    /** A straight line from the rate down to a share of it. */
    static Schedule linear(double end) {
        return (rate, steps) -> byShare(steps, done -> rate * (1 - (1 - end) * done));
    }

    /** Times a factor after each of so many equal parts of the training. */
    static Schedule step(double factor, int parts) {
        return (rate, steps) ->
                byShare(steps, done -> rate * Math.pow(factor, Math.min(parts - 1, Math.floor(done * parts))));
    }

    /** Times a factor after each step. */
    static Schedule exponential(double factor) {
        return (rate, steps) -> new StepTracker(step -> rate * Math.pow(factor, step - 1));
    }

    /** This schedule after a straight rise from 0 over the first steps. */
    default Schedule withWarmUp(int warmUp) {
        return (rate, steps) -> {
            Tracker after = over(rate, Math.max(1, steps - warmUp));
            return new StepTracker(step -> step <= warmUp ? rate * step / warmUp : after.getNewValue(step - warmUp));
        };
    }

    /** @param rate of the share of the training that is done before the step, from 0 to 1 */
    private static Tracker byShare(int steps, DoubleUnaryOperator rate) {
        return new StepTracker(step -> rate.applyAsDouble(Math.min(1, (step - 1.0) / steps)));
    }

    /** A rate by step, as DJL's optimizers ask for it. */
    record StepTracker(IntToDoubleFunction rate) implements Tracker {
        @Override
        public float getNewValue(int step) {
            return (float) rate.applyAsDouble(step);
        }
    }
}
