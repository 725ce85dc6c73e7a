package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.List;

/** One series of a figure. It knows its two forms, Plotly JSON and SVG marks. */
sealed interface Trace permits Curve, Band, Bars, Histogram, HeatMap, RawTrace {

    String name();

    /** The x values that the axis has to cover; empty on an axis of labels. */
    double[] xs();

    /** The y values that an axis of this kind has to cover; empty on an axis of labels. */
    double[] ys(boolean log);

    /** The labels on x, in order; empty where x is a number. */
    default List<String> xLabels() {
        return List.of();
    }

    /** The labels on y, from top to bottom; empty where y is a number. */
    default List<String> yLabels() {
        return List.of();
    }

    /** The trace in Plotly's schema, without name and legend. */
    JsonObject toPlotly(Style style);

    void draw(Svg svg, Plane plane, Style style);

    /** What stands beside the name in the legend: a mark in the box from (x, y - 10) to (x + {@link Legend#KEY_WIDTH}, y). */
    default void drawKey(Svg svg, double x, double y, Style style) {}

    /** Whether the legend lists the trace. */
    default boolean inLegend() {
        return !name().isEmpty();
    }

    /** Pixels that the trace needs to the right of the plane. */
    default double rightMargin() {
        return 0;
    }
}
