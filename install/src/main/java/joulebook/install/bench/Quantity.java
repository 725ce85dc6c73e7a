package joulebook.install.bench;

import java.util.Optional;

/**
 * What is measured.
 *
 * @param unit empty for a count
 */
record Quantity(String name, String unit, Optional<Goal> goal) {
    static Quantity of(String name, String unit) {
        return new Quantity(name, unit, Optional.empty());
    }

    static Quantity of(String name, String unit, Goal goal) {
        return new Quantity(name, unit, Optional.of(goal));
    }

    Sample sample(Subject subject, double value) {
        return new Sample(this, subject, value);
    }
}
