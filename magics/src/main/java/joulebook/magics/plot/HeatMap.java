package joulebook.magics.plot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joulebook.magics.text.Numbers;

/** A matrix as colours, {@code z[row][column]}, the first row on top; the name stands at the colour bar. NaN stays empty. */
record HeatMap(String name, List<String> columns, List<String> rows, double[][] z) implements Trace {
    private static final int MOST_WRITTEN_CELLS = 400;
    private static final int COLOR_STEPS = 64;
    /** Cells overlap by so little that no ground shows between them where edges are smoothed. */
    private static final double SEAM = 0.4;

    private static final double BAR_GAP = 14;
    private static final double BAR_WIDTH = 12;

    HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        if (z.length != rows.size() || z.length == 0) {
            throw new IllegalArgumentException(
                    "'%s' has %d rows and %d row labels: it needs one label a row and at least one row."
                            .formatted(name, z.length, rows.size()));
        }
        for (double[] row : z) {
            Series.requireSameLength(name, columns.size(), row);
        }
    }

    @Override
    public List<String> xLabels() {
        return columns;
    }

    @Override
    public List<String> yLabels() {
        return rows;
    }

    @Override
    public double[] xs() {
        return new double[0];
    }

    @Override
    public double[] ys(boolean log) {
        return new double[0];
    }

    @Override
    public boolean inLegend() {
        return false;
    }

    @Override
    public JsonObject toPlotly(Style style) {
        JsonArray cells = new JsonArray();
        Arrays.stream(z).map(Json::numbers).forEach(cells::add);
        JsonObject trace = Json.object(
                "type", "heatmap",
                "x", Json.texts(columns),
                "y", Json.texts(rows),
                "z", cells,
                "colorscale", Viridis.toPlotly(),
                "colorbar", Json.object("title", Json.object("text", Json.text(name))));
        if (isWritten()) {
            trace.addProperty("texttemplate", "%{z:.4~g}");
        }
        return trace;
    }

    @Override
    public void draw(Svg svg, Plane plane, Style style) {
        Scale colors = colors(plane.y());
        double width = plane.x().length() / columns.size();
        double height = plane.y().length() / rows.size();
        drawCells(svg, plane, colors, width, height);
        if (isWritten() && widestText() + 4 <= width && Svg.FONT_SIZE + 2 <= height) {
            writeCells(svg, plane, colors);
        }
        drawColorBar(svg, plane, colors);
    }

    @Override
    public double rightMargin() {
        double labels = colorTicks(colors(new Scale(0, 1, false, 1, 0))).stream()
                .mapToDouble(tick -> Svg.width(tick.label()))
                .max()
                .orElse(0);
        return BAR_GAP + BAR_WIDTH + 6 + labels + (name.isEmpty() ? 0 : 20);
    }

    /** One path a colour keeps large maps small. */
    private void drawCells(Svg svg, Plane plane, Scale colors, double width, double height) {
        Map<String, StringBuilder> paths = new LinkedHashMap<>();
        String size = "h%sv%sh-%1$sz".formatted(Svg.number(width), Svg.number(height));
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                if (Double.isFinite(z[row][column])) {
                    String corner = "M%s %s"
                            .formatted(
                                    Svg.number(plane.x().at(column - 0.5)),
                                    Svg.number(plane.y().at(row - 0.5)));
                    String color = Viridis.at(fraction(colors, z[row][column]));
                    paths.computeIfAbsent(color, c -> new StringBuilder())
                            .append(corner)
                            .append(size);
                }
            }
        }
        paths.forEach((color, path) -> svg.leaf(
                "path",
                "d",
                path,
                "fill",
                color,
                "stroke",
                color,
                "stroke-width",
                SEAM,
                "shape-rendering",
                "crispEdges"));
    }

    private void writeCells(Svg svg, Plane plane, Scale colors) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns.size(); column++) {
                double value = z[row][column];
                if (Double.isFinite(value)) {
                    String ink = Viridis.inkOn(fraction(colors, value));
                    svg.text(
                            Numbers.brief(value),
                            plane.x().at(column),
                            plane.y().at(row) + 4,
                            "middle",
                            "fill",
                            ink);
                }
            }
        }
    }

    private void drawColorBar(Svg svg, Plane plane, Scale colors) {
        double left = plane.x().to() + BAR_GAP;
        double top = Math.min(colors.from(), colors.to());
        double step = colors.length() / COLOR_STEPS;
        for (int i = 0; i < COLOR_STEPS; i++) {
            String color = Viridis.at(1 - (i + 0.5) / COLOR_STEPS);
            svg.leaf(
                    "rect",
                    "x",
                    left,
                    "y",
                    top + i * step,
                    "width",
                    BAR_WIDTH,
                    "height",
                    step,
                    "fill",
                    color,
                    "shape-rendering",
                    "crispEdges");
        }
        double labels = left + BAR_WIDTH + 6;
        for (Tick tick : colorTicks(colors)) {
            svg.text(tick.label(), labels, colors.at(tick.value()) + 4, "start");
        }
        if (!name.isEmpty()) {
            double x = plane.x().to() + rightMargin() - 4;
            svg.verticalText(Svg.fit(name, colors.length()), x, top + colors.length() / 2);
        }
    }

    /** From the values to the pixels of the colour bar. */
    private Scale colors(Scale y) {
        double[] values = Arrays.stream(z)
                .flatMapToDouble(Arrays::stream)
                .filter(Double::isFinite)
                .toArray();
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(1);
        double bottom = Math.max(y.from(), y.to());
        double top = Math.min(y.from(), y.to());
        return high > low
                ? new Scale(low, high, false, bottom, top)
                : new Scale(low - 0.5, low + 0.5, false, bottom, top);
    }

    private static double fraction(Scale colors, double value) {
        return (value - colors.low()) / (colors.high() - colors.low());
    }

    private static List<Tick> colorTicks(Scale colors) {
        return Tick.of(colors, 6);
    }

    private boolean isWritten() {
        return rows.size() * columns.size() <= MOST_WRITTEN_CELLS;
    }

    private double widestText() {
        return Arrays.stream(z)
                .flatMapToDouble(Arrays::stream)
                .mapToObj(Numbers::brief)
                .mapToDouble(Svg::width)
                .max()
                .orElse(0);
    }
}
