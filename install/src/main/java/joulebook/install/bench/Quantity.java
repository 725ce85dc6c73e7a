package joulebook.install.bench;

import java.util.List;

/**
 * What is measured.
 *
 * @param unit empty for a count
 * @param goals what our number is to be
 */
record Quantity(String name, String unit, List<Goal> goals) {
    static Quantity of(String name, String unit, Goal... goals) {
        return new Quantity(name, unit, List.of(goals));
    }

    Sample sample(Subject subject, double value) {
        return new Sample(this, subject, value);
    }
}
