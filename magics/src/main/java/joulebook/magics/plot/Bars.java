package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A bar for each label; {@code errors} are the half lengths of error bars in the unit of the values, or empty. */
record Bars(String name, List<String> labels, double[] values, double[] errors) implements Trace {
    private static final double GROUP_SHARE = 0.8;
    private static final double WIDEST = 56;
    private static final double HALF_CAP = 4;

    Bars {
        labels = List.copyOf(labels);
        Series.requireSameLength(name, labels.size(), values);
        if (errors.length > 0) {
            Series.requireSameLength(name, labels.size(), errors);
        }
        if (new HashSet<>(labels).size() < labels.size()) {
            throw new IllegalArgumentException(
                    "'%s' has a label twice in %s: each bar needs its own.".formatted(name, labels));
        }
    }

    @Override
    public List<String> xLabels() {
        return labels;
    }

    @Override
    public double[] xs() {
        return new double[0];
    }

    /** Bars stand on zero, except on a logarithmic axis, which has none. */
    @Override
    public double[] ys(boolean log) {
        DoubleStream tips = IntStream.range(0, errors.length)
                .mapToObj(i -> DoubleStream.of(values[i] - errors[i], values[i] + errors[i]))
                .flatMapToDouble(ends -> ends)
                .filter(end -> !log || end > 0);
        DoubleStream base = log ? DoubleStream.empty() : DoubleStream.of(0);
        return DoubleStream.concat(DoubleStream.of(values), DoubleStream.concat(tips, base))
                .toArray();
    }

    @Override
    public JsonObject toPlotly(Style style) {
        JsonObject trace = Json.object(
                "type", "bar",
                "x", Json.texts(labels),
                "y", Json.numbers(values),
                "offsetgroup", name,
                "marker", Json.object("color", style.color()));
        if (errors.length > 0) {
            trace.add("error_y", Json.object("type", "data", "array", Json.numbers(errors), "visible", true));
        }
        return trace;
    }

    @Override
    public void draw(Svg svg, Plane plane, Style style) {
        int group = plane.barNames().size();
        double width = Math.min(
                WIDEST, GROUP_SHARE * plane.x().length() / plane.xLabels().size() / group);
        double shift = (plane.barNames().indexOf(name) - (group - 1) / 2.0) * width;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                double middle = plane.x().at(plane.xLabels().indexOf(labels.get(i))) + shift;
                drawBar(svg, plane.y(), middle, width, values[i], style);
                if (errors.length > 0 && Double.isFinite(errors[i])) {
                    drawError(svg, plane.y(), middle, values[i], errors[i]);
                }
            }
        }
    }

    private static void drawBar(Svg svg, Scale y, double middle, double width, double value, Style style) {
        double base = y.log() ? y.from() : y.at(0);
        double top = y.at(value);
        svg.leaf(
                "rect",
                "x",
                middle - width / 2 + 0.5,
                "y",
                Math.min(base, top),
                "width",
                width - 1,
                "height",
                Math.abs(base - top),
                "fill",
                style.color());
    }

    private static void drawError(Svg svg, Scale y, double middle, double value, double error) {
        double high = y.at(value + error);
        boolean open = y.log() && value - error <= 0;
        double low = open ? y.from() : y.at(value - error);
        String path = "M%s %sV%s".formatted(Svg.number(middle), Svg.number(high), Svg.number(low)) + cap(middle, high);
        svg.leaf(
                "path",
                "d",
                open ? path : path + cap(middle, low),
                "fill",
                "none",
                "stroke",
                "currentColor",
                "stroke-width",
                1.5);
    }

    private static String cap(double middle, double y) {
        return "M%s %sh%s".formatted(Svg.number(middle - HALF_CAP), Svg.number(y), Svg.number(2 * HALF_CAP));
    }

    @Override
    public void drawKey(Svg svg, double left, double baseline, Style style) {
        svg.leaf("rect", "x", left, "y", baseline - 9, "width", Legend.KEY_WIDTH, "height", 10, "fill", style.color());
    }
}
