package joulebook.ml.math;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What nothing else beats both in cost and in gain. */
public final class ParetoFront {

    private ParetoFront() {}

    /**
     * The items for which no other costs at most as much and gains more, or gains as much for less; cheapest first. Of
     * equals the first is taken. Items whose cost or gain is not a number are left out.
     */
    public static <T> List<T> of(List<T> items, ToDoubleFunction<T> cost, ToDoubleFunction<T> gain) {
        List<T> sorted = items.stream()
                .filter(item -> !Double.isNaN(cost.applyAsDouble(item)) && !Double.isNaN(gain.applyAsDouble(item)))
                .sorted(Comparator.comparingDouble(cost)
                        .thenComparing(Comparator.comparingDouble(gain).reversed()))
                .toList();
        List<T> front = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (T item : sorted) {
            if (gain.applyAsDouble(item) > best) {
                best = gain.applyAsDouble(item);
                front.add(item);
            }
        }
        return front;
    }
}
