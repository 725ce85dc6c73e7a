package joulebook.install.bench;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A bound for our number: a multiple of another's of the same round, and a constant.
 *
 * @param upper whether our number is to stay below the bound, not above
 * @param factor of the other's number
 * @param other whose it is; empty for the constant alone
 * @param constant in the quantity's unit
 */
record Goal(String text, boolean upper, double factor, Optional<Subject> other, double constant) {
    static Goal atMost(double constant) {
        return new Goal("<= " + number(constant), true, 0, Optional.empty(), constant);
    }

    static Goal atLeast(double constant) {
        return new Goal(">= " + number(constant), false, 0, Optional.empty(), constant);
    }

    static Goal atMost(double factor, Subject other) {
        return new Goal("<= " + number(factor) + " x " + other.title(), true, factor, Optional.of(other), 0);
    }

    static Goal atMost(Subject other, double more) {
        return new Goal("<= " + other.title() + " + " + number(more), true, 1, Optional.of(other), more);
    }

    /** How far within the bound a round's number is, negative beyond it; empty if the other's number is not there. */
    OptionalDouble margin(Map<Subject, Double> round) {
        if (other.isPresent() && !round.containsKey(other.get())) {
            return OptionalDouble.empty();
        }
        double bound = constant + other.map(o -> factor * round.get(o)).orElse(0.0);
        double below = bound - round.get(Subject.JOULEBOOK);
        return OptionalDouble.of(upper ? below : -below);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "%,d".formatted((long) value) : String.valueOf(value);
    }
}
