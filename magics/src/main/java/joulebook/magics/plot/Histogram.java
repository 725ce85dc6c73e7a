package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.Arrays;

/** How many values fall into each of the bins between {@code edges}, one more than there are counts. */
record Histogram(String name, double[] edges, double[] counts) implements Trace {
    private static final int FEWEST = 5;
    private static final int MOST = 60;
    private static final double OPACITY = 0.7;

    /** Bins by the rule of Freedman and Diaconis (1981), from 5 to 60. */
    static Histogram of(String name, double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        Series.requireSameLength(name, sorted.length);
        double low = sorted[0];
        double range = sorted[sorted.length - 1] - low;
        double quartiles = sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
        double width = 2 * quartiles / Math.cbrt(sorted.length);
        int bins = width > 0 ? (int) Math.max(FEWEST, Math.min(MOST, Math.ceil(range / width))) : FEWEST;
        double step = range > 0 ? range / bins : 1.0 / bins;
        double start = range > 0 ? low : low - 0.5;
        double[] edges = new double[bins + 1];
        Arrays.setAll(edges, i -> start + i * step);
        double[] counts = new double[bins];
        for (double value : sorted) {
            counts[(int) Math.min(bins - 1, (value - start) / step)]++;
        }
        return new Histogram(name, edges, counts);
    }

    @Override
    public double[] xs() {
        return edges;
    }

    @Override
    public double[] ys(boolean log) {
        double[] present = Arrays.stream(counts).filter(count -> count > 0).toArray();
        return log ? present : counts;
    }

    @Override
    public JsonObject toPlotly(Style style) {
        double[] middles = new double[counts.length];
        Arrays.setAll(middles, i -> (edges[i] + edges[i + 1]) / 2);
        return Json.object(
                "type",
                "bar",
                "x",
                Json.numbers(middles),
                "y",
                Json.numbers(counts),
                "width",
                edges[1] - edges[0],
                "opacity",
                OPACITY,
                "marker",
                Json.object("color", style.color()));
    }

    @Override
    public void draw(Svg svg, Plane plane, Style style) {
        double ground = Math.max(plane.y().from(), plane.y().to());
        StringBuilder bars = new StringBuilder();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                bars.append("M%s %sV%sH%sV%2$sZ"
                        .formatted(
                                Svg.number(plane.x().at(edges[i])),
                                Svg.number(ground),
                                Svg.number(plane.y().at(counts[i])),
                                Svg.number(plane.x().at(edges[i + 1]))));
            }
        }
        svg.leaf(
                "path",
                "d",
                bars,
                "fill",
                style.color(),
                "fill-opacity",
                OPACITY,
                "stroke",
                style.color(),
                "stroke-width",
                1);
    }

    @Override
    public void drawKey(Svg svg, double left, double baseline, Style style) {
        Legend.drawArea(svg, left, baseline, style, OPACITY);
    }
}
