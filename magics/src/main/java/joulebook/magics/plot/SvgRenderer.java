package joulebook.magics.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Draws a figure as static SVG, without scripts or ids, so that any number of them live on one page. Text and axes are in the
 * current colour on a ground of the figure's own, as no one colour reads well (contrast 4.5) on the page's ground both in
 * light and in dark themes; where the reader prefers dark, both change.
 */
final class SvgRenderer {
    static final String FONT = "system-ui, sans-serif";
    static final String INK = "#555555";
    static final String GROUND = "#ffffff";
    /** The style that makes the drawing dark; its rules are the same in every figure of a page. */
    static final String DARK = "<style>@media (prefers-color-scheme:dark){"
            + ".joulebook-figure{color:#b3b3b3}.joulebook-ground{fill:#111111}}</style>";

    private static final double EDGE = 10;
    private static final double TITLE_HEIGHT = 24;
    private static final double TITLE_SIZE = 15;
    private static final double TITLE_LINE = 18;
    private static final int TITLE_LINES = 2;
    private static final double AXIS_TITLE_HEIGHT = 22;
    private static final double NOTE_HEIGHT = 18;
    private static final double PIXELS_PER_TICK = 45;
    private static final double PIXELS_PER_LABEL = 18;
    private static final double GRID_OPACITY = 0.18;
    private static final double AXIS_OPACITY = 0.6;

    private final Chart chart;
    private final Svg svg;

    private SvgRenderer(Chart chart, Svg svg) {
        this.chart = chart;
        this.svg = svg;
    }

    static String render(Chart chart) {
        Svg svg = new Svg();
        open(svg, chart.width(), chart.height(), chart.summary());
        drawOn(svg, chart);
        return svg.close("svg").toString();
    }

    /** Draws into the upper left corner of a drawing that is open. */
    static void drawOn(Svg svg, Chart chart) {
        new SvgRenderer(chart, svg).draw();
    }

    /** Begins a drawing. */
    static void open(Svg svg, int width, int height, String summary) {
        svg.open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "class",
                        "joulebook-figure",
                        "viewBox",
                        "0 0 %d %d".formatted(width, height),
                        "width",
                        width,
                        "height",
                        height,
                        "style",
                        "max-width:100%;height:auto",
                        "role",
                        "img",
                        "aria-label",
                        summary,
                        "color",
                        INK,
                        "fill",
                        "currentColor",
                        "font-family",
                        FONT,
                        "font-size",
                        Svg.FONT_SIZE)
                .raw(DARK)
                .leaf("rect", "class", "joulebook-ground", "width", width, "height", height, "fill", GROUND);
    }

    private void draw() {
        List<Trace> traces = chart.drawnTraces();
        if (!traces.isEmpty()) {
            drawPlot(traces);
        }
        chart.note().ifPresent(note -> svg.text(note, EDGE, chart.height() - EDGE / 2, "start"));
    }

    /** Finds the plane's edges from the outside in, then draws from the back to the front. */
    private void drawPlot(List<Trace> traces) {
        Scale yRange = range(
                traces, chart.y(), chart.yLabels(), trace -> trace.ys(chart.y().log()));
        List<Tick> yTicks = yTicks(yRange);
        double left = EDGE + room(chart.y().title(), AXIS_TITLE_HEIGHT) + Tick.widest(yTicks) + 8;
        double right = chart.width() - 2 * EDGE - rightMargin(traces);
        Scale x = range(traces, chart.x(), chart.xLabels(), Trace::xs).on(left, right);
        XLabels xLabels = chart.xLabels().isEmpty()
                ? XLabels.ofNumbers(x)
                : XLabels.ofLabels(chart.xLabels(), x, chart.height() / 4.0);
        Legend legend = Legend.of(traces, right - left, chart.height() / 60);
        double top = EDGE + titleHeight() + legend.height() + 4;
        double note = chart.note().isPresent() ? NOTE_HEIGHT : 0;
        double bottom = chart.height() - EDGE - note - room(chart.x().title(), AXIS_TITLE_HEIGHT) - xLabels.height();
        Scale y = chart.yLabels().isEmpty() ? yRange.on(bottom, top) : yRange.on(top, bottom);

        drawTitles(left, right, top, bottom, bottom + xLabels.height());
        Map<String, Style> styles = Style.forNames(chart.traces());
        legend.draw(svg, left, EDGE + titleHeight(), styles);
        drawAxes(x, y, xLabels, yTicks);
        Plane plane = new Plane(x, y, chart.xLabels(), chart.barNames());
        traces.forEach(trace -> trace.draw(svg, plane, styles.get(trace.name())));
    }

    private static Scale range(List<Trace> traces, Axis axis, List<String> labels, Function<Trace, double[]> values) {
        return labels.isEmpty()
                ? Scale.around(
                        traces.stream()
                                .map(values)
                                .flatMapToDouble(Arrays::stream)
                                .toArray(),
                        axis.log())
                : Scale.ofLabels(labels.size());
    }

    private List<Tick> yTicks(Scale range) {
        int most = (int) (chart.height() / PIXELS_PER_TICK);
        return chart.yLabels().isEmpty()
                ? Tick.of(range, most)
                : Tick.ofLabels(chart.yLabels(), chart.height() - 100, PIXELS_PER_LABEL);
    }

    private List<String> titleLines() {
        return Svg.lines(chart.title(), (chart.width() - 2 * EDGE) * Svg.FONT_SIZE / TITLE_SIZE, TITLE_LINES);
    }

    private double titleHeight() {
        return room(chart.title(), TITLE_HEIGHT) + Math.max(0, titleLines().size() - 1) * TITLE_LINE;
    }

    private static double rightMargin(List<Trace> traces) {
        return traces.stream().mapToDouble(Trace::rightMargin).max().orElse(0);
    }

    private static double room(String text, double height) {
        return text.isEmpty() ? 0 : height;
    }

    private void drawTitles(double left, double right, double top, double bottom, double labelsBottom) {
        List<String> title = titleLines();
        for (int i = 0; i < title.size(); i++) {
            double baseline = EDGE + 13 + i * TITLE_LINE;
            svg.text(title.get(i), EDGE, baseline, "start", "font-size", TITLE_SIZE, "font-weight", 600);
        }
        if (!chart.x().title().isEmpty()) {
            svg.text(Svg.fit(chart.x().title(), right - left), (left + right) / 2, labelsBottom + 15, "middle");
        }
        if (!chart.y().title().isEmpty()) {
            svg.verticalText(Svg.fit(chart.y().title(), bottom - top), EDGE + 10, (top + bottom) / 2);
        }
    }

    private void drawAxes(Scale x, Scale y, XLabels xLabels, List<Tick> yTicks) {
        double bottom = Math.max(y.from(), y.to());
        double top = Math.min(y.from(), y.to());
        StringBuilder grid = new StringBuilder();
        if (chart.xLabels().isEmpty()) {
            xLabels.ticks().forEach(tick -> grid.append(line(x.at(tick.value()), bottom, 'V', top)));
        }
        for (Tick tick : yTicks) {
            double height = y.at(tick.value());
            if (chart.yLabels().isEmpty()) {
                grid.append(line(x.from(), height, 'H', x.to()));
            }
            svg.text(tick.label(), x.from() - 8, height + 4, "end");
        }
        xLabels.draw(svg, x, bottom);
        stroke(grid.toString(), GRID_OPACITY);
        stroke(line(x.from(), bottom, 'H', x.to()), AXIS_OPACITY);
    }

    private void stroke(String path, double opacity) {
        svg.leaf("path", "d", path, "fill", "none", "stroke", "currentColor", "stroke-opacity", opacity);
    }

    private static String line(double x, double y, char direction, double end) {
        return "M%s %s%s%s".formatted(Svg.number(x), Svg.number(y), direction, Svg.number(end));
    }
}
