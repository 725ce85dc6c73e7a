package joulebook.ml.math;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import joulebook.ml.InputException;

/**
 * A search among positive settings such as learning rate and weight decay: one after another is multiplied or divided by 2 as
 * long as that lowers the value, until no single step does. Each place is asked for once.
 */
public final class CoordinateDescent {

    private static final double FACTOR = 2;

    private CoordinateDescent() {}

    /**
     * The place from which no single step goes down.
     *
     * @param value what to lower, such as the validation loss of a training; what is not a number counts as the highest
     * @param start positive
     */
    public static double[] minimise(ToDoubleFunction<double[]> value, double... start) {
        if (start.length == 0 || !Arrays.stream(start).allMatch(x -> x > 0 && Double.isFinite(x))) {
            throw new InputException(
                    "The search was started from " + Arrays.toString(start) + ": give positive finite numbers.");
        }
        Map<List<Double>, Double> known = new HashMap<>();
        ToDoubleFunction<double[]> once =
                at -> known.computeIfAbsent(Arrays.stream(at).boxed().toList(), key -> {
                    double found = value.applyAsDouble(at.clone());
                    return Double.isNaN(found) ? Double.POSITIVE_INFINITY : found;
                });
        double[] at = start.clone();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < at.length; i++) {
                moved |= descend(once, at, i, FACTOR) || descend(once, at, i, 1 / FACTOR);
            }
        }
        return at;
    }

    /** Steps along one coordinate as long as that goes down; whether it did. */
    private static boolean descend(ToDoubleFunction<double[]> value, double[] at, int coordinate, double factor) {
        boolean moved = false;
        while (true) {
            double[] next = at.clone();
            next[coordinate] *= factor;
            if (!(value.applyAsDouble(next) < value.applyAsDouble(at))) {
                return moved;
            }
            at[coordinate] = next[coordinate];
            moved = true;
        }
    }
}
