package joulebook.ml.paper;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A series that a reproduction has measured: one quantity against another.
 *
 * @param axes what stands on the axes; curves of the same axes belong in one figure
 * @param series its name there
 * @param points the values at each x, one a seed
 */
public record Curve(Axes axes, String series, SortedMap<Double, Measured> points) {

    /** Quantities with their units, such as {@code "sparsity [%]"} and {@code "accuracy [%]"}. */
    public record Axes(String x, String y) {}

    public Curve {
        points = Collections.unmodifiableSortedMap(new TreeMap<>(points));
    }
}
