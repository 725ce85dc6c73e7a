package joulebook.ml.energy;

import joulebook.ml.InputException;

/**
 * A quantity that cannot be negative, inside the interval that its way of measuring allows.
 *
 * <p>Where the error is a measuring error, the interval is meant to hold the truth in 95 of 100 cases; where the quantity
 * is an estimate, the interval is a judgement.
 *
 * @param value the best value
 * @param low the lowest value, 0 or more
 * @param high the highest value
 */
public record Interval(double value, double low, double high) {

    private static final Interval ZERO = exactly(0);

    /** @throws InputException unless {@code 0 <= low <= value <= high} and all are finite */
    public Interval {
        if (!(0 <= low && low <= value && value <= high && Double.isFinite(high))) {
            throw new InputException("The value " + value + " in [" + low + ", " + high
                    + "] is impossible: a value lies inside a finite interval that starts at 0 or above.");
        }
    }

    /** A value without any error. */
    public static Interval exactly(double value) {
        return new Interval(value, value, value);
    }

    /** A value with the same error on both sides, which does not reach below 0. */
    static Interval around(double value, double error) {
        return new Interval(value, Math.max(0, value - error), value + error);
    }

    /** The sum; its interval is the widest possible, as if both errors were one. */
    public Interval plus(Interval other) {
        return new Interval(value + other.value, low + other.low, high + other.high);
    }

    /** The difference, 0 at least; its interval is the widest possible. */
    public Interval minus(Interval other) {
        double difference = Math.max(0, value - other.value);
        return new Interval(difference, Math.max(0, low - other.high), Math.max(difference, high - other.low));
    }

    /** @param factor 0 or more */
    public Interval times(double factor) {
        return factor == 0 ? ZERO : new Interval(value * factor, low * factor, high * factor);
    }
}
