package joulebook.magics.plot;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.stream.DoubleStream;

/** The area between two lines over the same x: a spread, a confidence interval. */
record Band(String name, double[] x, double[] low, double[] high) implements Trace {
    private static final double OPACITY = 0.2;

    Band {
        Series.requireSameLength(name, x.length, low, high);
    }

    @Override
    public double[] xs() {
        return x;
    }

    @Override
    public double[] ys(boolean log) {
        return DoubleStream.concat(DoubleStream.of(low), DoubleStream.of(high)).toArray();
    }

    /** One closed outline for each stretch without gaps; Plotly takes null as the end of an outline. */
    @Override
    public JsonObject toPlotly(Style style) {
        JsonArray outlineX = new JsonArray();
        JsonArray outlineY = new JsonArray();
        for (Path.Run run : Path.runs(x, low, high)) {
            for (int i = run.from(); i < run.to(); i++) {
                outlineX.add(x[i]);
                outlineY.add(high[i]);
            }
            for (int i = run.to() - 1; i >= run.from(); i--) {
                outlineX.add(x[i]);
                outlineY.add(low[i]);
            }
            outlineX.add(JsonNull.INSTANCE);
            outlineY.add(JsonNull.INSTANCE);
        }
        return Json.object(
                "type",
                "scatter",
                "mode",
                "lines",
                "x",
                outlineX,
                "y",
                outlineY,
                "fill",
                "toself",
                "fillcolor",
                rgba(style.color()),
                "line",
                Json.object("width", 0, "color", style.color()),
                "hoverinfo",
                "skip");
    }

    @Override
    public void draw(Svg svg, Plane plane, Style style) {
        String outline = Path.area(plane.xPixels(x), plane.yPixels(low), plane.yPixels(high));
        svg.leaf("path", "d", outline, "fill", style.color(), "fill-opacity", OPACITY);
    }

    @Override
    public void drawKey(Svg svg, double left, double baseline, Style style) {
        Legend.drawArea(svg, left, baseline, style, OPACITY);
    }

    private static String rgba(String color) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        return "rgba(%d,%d,%d,%s)".formatted(rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF, OPACITY);
    }
}
