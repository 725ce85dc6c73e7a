package joulebook.install.bench;

import java.util.OptionalDouble;

/**
 * What a round gave for one quantity.
 *
 * @param unit of both values
 * @param raw the floor's value; empty where only our side has such a number
 */
public record Sample(String quantity, String unit, double ours, OptionalDouble raw) {
    static Sample of(String quantity, String unit, double ours, double raw) {
        return new Sample(quantity, unit, ours, OptionalDouble.of(raw));
    }
}
