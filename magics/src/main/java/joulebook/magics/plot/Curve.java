package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.Locale;

/** Points (x, y), joined by a line or each a dot. */
record Curve(String name, Mark mark, double[] x, double[] y) implements Trace {

    enum Mark {
        LINE(2),
        DOT(6);

        /** The width of the line or of the dot in pixels. */
        final double width;

        Mark(double width) {
            this.width = width;
        }
    }

    Curve {
        Series.requireSameLength(name, x.length, y);
    }

    @Override
    public double[] xs() {
        return x;
    }

    @Override
    public double[] ys(boolean log) {
        return y;
    }

    @Override
    public JsonObject toPlotly(Style style) {
        int[] kept = mark == Mark.LINE ? Thinning.line(x, y) : Thinning.dots(x, y);
        JsonObject trace = Json.object(
                "type", "scatter", "x", Json.numbers(Thinning.at(x, kept)), "y", Json.numbers(Thinning.at(y, kept)));
        if (mark == Mark.LINE) {
            String dash = style.dash().name().toLowerCase(Locale.ROOT);
            boolean lonePoints = Path.runs(x, y).stream().anyMatch(Path.Run::isLone);
            trace.addProperty("mode", lonePoints ? "lines+markers" : "lines");
            trace.add("line", Json.object("color", style.color(), "width", mark.width, "dash", dash));
        } else {
            trace.addProperty("mode", "markers");
            trace.add("marker", Json.object("color", style.color(), "size", mark.width));
        }
        return trace;
    }

    @Override
    public void draw(Svg svg, Plane plane, Style style) {
        stroke(svg, plane.xPixels(x), plane.yPixels(y), style);
    }

    @Override
    public void drawKey(Svg svg, double left, double baseline, Style style) {
        double height = baseline - 4;
        double end = left + Legend.KEY_WIDTH;
        if (mark == Mark.LINE) {
            stroke(svg, new double[] {left, end}, new double[] {height, height}, style);
        } else {
            stroke(svg, new double[] {(left + end) / 2}, new double[] {height}, style);
        }
    }

    private void stroke(Svg svg, double[] xPixels, double[] yPixels, Style style) {
        svg.leaf(
                "path",
                "d",
                mark == Mark.LINE ? Path.line(xPixels, yPixels) : Path.dots(xPixels, yPixels),
                "fill",
                "none",
                "stroke",
                style.color(),
                "stroke-width",
                mark.width,
                "stroke-linecap",
                "round",
                "stroke-linejoin",
                "round",
                "stroke-dasharray",
                mark == Mark.LINE ? style.dash().pattern : "");
    }
}
