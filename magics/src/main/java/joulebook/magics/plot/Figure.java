package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

/**
 * A figure: an immutable list of traces with two axes, shown by Plotly where the front end has it and as a static drawing elsewhere.
 *
 * <pre>{@code
 * Figure.of("Training loss")
 *         .line("backprop", epochs, losses)
 *         .band("backprop", epochs, low, high)
 *         .line(history, "epoch", "loss")
 *         .xAxis("epoch").yAxis("loss").logY()
 * }</pre>
 *
 * <p>Each method returns a new figure. Traces of the same name share a colour and a line in the legend. NaN and infinity are gaps.
 * Numbers come as arrays, as lists, as Tablesaw columns or as a table with the names of its columns. Bad input is an
 * {@link IllegalArgumentException}: no points, lists of different lengths, a value of zero or less on a logarithmic axis, traces
 * that do not share a kind of axis.
 */
public final class Figure implements DisplayDataRenderable {
    private static final MIMEType PLOTLY = new MIMEType("application", "vnd.plotly", "v1", "json");
    private static final int NAMES_IN_TEXT = 4;

    private final String title;
    private final List<Trace> traces;
    private final Axis x;
    private final Axis y;
    private final int width;
    private final int height;
    private final JsonObject layout;

    private Figure(String title, List<Trace> traces, Axis x, Axis y, int width, int height, JsonObject layout) {
        this.title = title;
        this.traces = List.copyOf(traces);
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
        this.layout = layout;
        requireSharedAxes();
        requireLogarithms();
    }

    /** An empty figure of 640 by 360 pixels; an empty title draws none. */
    public static Figure of(String title) {
        return new Figure(title, List.of(), Axis.PLAIN, Axis.PLAIN, 640, 360, new JsonObject());
    }

    /** Points joined by a line, in the order given. */
    public Figure line(String name, double[] x, double[] y) {
        return with(new Curve(name, Curve.Mark.LINE, x.clone(), y.clone()));
    }

    /** Points joined by a line; null and missing values are gaps. */
    public Figure line(String name, Iterable<? extends Number> x, Iterable<? extends Number> y) {
        return line(name, Series.of(x), Series.of(y));
    }

    /** Points joined by a line, from two columns; the trace has the name of the y column. */
    public Figure line(Table table, String xColumn, String yColumn) {
        return line(yColumn, Series.column(table, xColumn), Series.column(table, yColumn));
    }

    /** A dot for each point. */
    public Figure points(String name, double[] x, double[] y) {
        return with(new Curve(name, Curve.Mark.DOT, x.clone(), y.clone()));
    }

    /** A dot for each point; null and missing values are left out. */
    public Figure points(String name, Iterable<? extends Number> x, Iterable<? extends Number> y) {
        return points(name, Series.of(x), Series.of(y));
    }

    /** A dot for each row, from two columns; the trace has the name of the y column. */
    public Figure points(Table table, String xColumn, String yColumn) {
        return points(yColumn, Series.column(table, xColumn), Series.column(table, yColumn));
    }

    /** The area between {@code low} and {@code high}, such as a mean minus and plus its spread. */
    public Figure band(String name, double[] x, double[] low, double[] high) {
        return with(new Band(name, x.clone(), low.clone(), high.clone()));
    }

    /** The area between {@code low} and {@code high}. */
    public Figure band(
            String name,
            Iterable<? extends Number> x,
            Iterable<? extends Number> low,
            Iterable<? extends Number> high) {
        return band(name, Series.of(x), Series.of(low), Series.of(high));
    }

    /** A bar for each label; bars of several names stand side by side. */
    public Figure bars(String name, List<String> labels, double[] values) {
        return bars(name, labels, values, new double[0]);
    }

    /** A bar for each label, with error bars of {@code values - errors} to {@code values + errors}. */
    public Figure bars(String name, List<String> labels, double[] values, double[] errors) {
        return with(new Bars(name, labels, values.clone(), errors.clone()));
    }

    /** A bar for each label. */
    public Figure bars(String name, List<String> labels, Iterable<? extends Number> values) {
        return bars(name, labels, Series.of(values));
    }

    /** A bar for each row, from a column of labels and one of values; the trace has the name of the value column. */
    public Figure bars(Table table, String labelColumn, String valueColumn) {
        return bars(valueColumn, Series.labels(table, labelColumn), Series.column(table, valueColumn));
    }

    /** A matrix {@code z[row][column]} as colours, the first row on top; the name stands at the colour bar. */
    public Figure heatmap(String name, List<String> columns, List<String> rows, double[][] z) {
        return with(new HeatMap(
                name, columns, rows, Stream.of(z).map(double[]::clone).toArray(double[][]::new)));
    }

    /** A matrix {@code z[row][column]} as colours with the indices as labels. */
    public Figure heatmap(String name, double[][] z) {
        return heatmap(name, indices(z.length == 0 ? 0 : z[0].length), indices(z.length), z);
    }

    /** A trace in <a href="https://plotly.com/javascript/reference/">Plotly's schema</a>, which only Plotly draws. */
    public Figure raw(Map<String, ?> trace) {
        return with(new RawTrace(Json.element(trace).getAsJsonObject()));
    }

    /** Members to merge into Plotly's layout; only Plotly heeds them. */
    public Figure layout(Map<String, ?> members) {
        JsonObject merged = layout.deepCopy();
        Json.merge(merged, Json.element(members).getAsJsonObject());
        return new Figure(title, traces, x, y, width, height, merged);
    }

    public Figure xAxis(String axisTitle) {
        return new Figure(title, traces, x.titled(axisTitle), y, width, height, layout);
    }

    public Figure yAxis(String axisTitle) {
        return new Figure(title, traces, x, y.titled(axisTitle), width, height, layout);
    }

    /** Makes x logarithmic. */
    public Figure logX() {
        return new Figure(title, traces, x.logarithmic(), y, width, height, layout);
    }

    /** Makes y logarithmic. */
    public Figure logY() {
        return new Figure(title, traces, x, y.logarithmic(), width, height, layout);
    }

    /** Sets the size in pixels, at least 200 by 150. */
    public Figure size(int newWidth, int newHeight) {
        if (newWidth < 200 || newHeight < 150) {
            throw new IllegalArgumentException(
                    "A figure of %d by %d pixels has no room for its axes: ask for 200 by 150 at least."
                            .formatted(newWidth, newHeight));
        }
        return new Figure(title, traces, x, y, newWidth, newHeight, layout);
    }

    /** The figure for plotly.js: {@code data}, {@code layout} and {@code config}. */
    public JsonObject toPlotly() {
        return PlotlyWriter.write(this);
    }

    /** A static drawing that stands alone, in a grey that reads on white and on black. */
    public String toSvg() {
        return SvgRenderer.render(this, SvgRenderer.MIDDLE_GREY);
    }

    /** The static drawing as part of a page, in the page's own text colour. */
    public String toHtml() {
        return "<div class=\"joulebook-figure\">" + SvgRenderer.render(this, "currentColor") + "</div>";
    }

    @Override
    public void render(RenderContext context) {
        context.renderIfRequested(PLOTLY, () -> toPlotly());
        context.renderIfRequested(MIMEType.TEXT_HTML, () -> toHtml());
        context.renderIfRequested(MIMEType.IMAGE_SVG, () -> toSvg());
        context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> toString());
    }

    /** {@code Figure 'Training loss': 2 traces (bp, mf)}. */
    @Override
    public String toString() {
        if (traces.isEmpty()) {
            return "Figure '%s': no traces".formatted(title);
        }
        List<String> names = traces.stream().map(Trace::name).distinct().toList();
        String shown = names.stream().limit(NAMES_IN_TEXT).collect(Collectors.joining(", "));
        return "Figure '%s': %d %s (%s%s)"
                .formatted(
                        title,
                        traces.size(),
                        traces.size() == 1 ? "trace" : "traces",
                        shown,
                        names.size() > NAMES_IN_TEXT ? ", …" : "");
    }

    String title() {
        return title;
    }

    List<Trace> traces() {
        return traces;
    }

    Axis x() {
        return x;
    }

    Axis y() {
        return y;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    JsonObject layout() {
        return layout;
    }

    /** The traces that the static drawing knows. */
    List<Trace> drawnTraces() {
        return traces.stream().filter(trace -> !(trace instanceof RawTrace)).toList();
    }

    /** Says what the static drawing leaves out. */
    Optional<String> note() {
        String types = traces.stream()
                .filter(RawTrace.class::isInstance)
                .map(trace -> ((RawTrace) trace).type())
                .collect(Collectors.joining(", "));
        return types.isEmpty() ? Optional.empty() : Optional.of("Not in this static drawing: " + types);
    }

    /** The labels on x of all traces, in order of appearance. */
    List<String> xLabels() {
        return traces.stream()
                .flatMap(trace -> trace.xLabels().stream())
                .distinct()
                .toList();
    }

    List<String> yLabels() {
        return traces.stream()
                .flatMap(trace -> trace.yLabels().stream())
                .distinct()
                .toList();
    }

    /** The names that share the slot of one label. */
    List<String> barNames() {
        return traces.stream()
                .filter(Bars.class::isInstance)
                .map(Trace::name)
                .distinct()
                .toList();
    }

    private Figure with(Trace trace) {
        List<Trace> more = new ArrayList<>(traces);
        more.add(trace);
        return new Figure(title, more, x, y, width, height, layout);
    }

    private static List<String> indices(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private void requireSharedAxes() {
        List<Trace> drawn = drawnTraces();
        boolean heatMap = drawn.stream().anyMatch(HeatMap.class::isInstance);
        long bars = drawn.stream().filter(Bars.class::isInstance).count();
        if (heatMap && drawn.size() > 1) {
            throw new IllegalArgumentException(
                    "A heat map stands alone: draw the other traces in a figure of their own.");
        }
        if (bars > 0 && bars < drawn.size()) {
            throw new IllegalArgumentException(
                    "Bars stand on labels and the other traces on numbers: draw them in two figures.");
        }
    }

    private void requireLogarithms() {
        if (x.log() && !xLabels().isEmpty() || y.log() && !yLabels().isEmpty()) {
            throw new IllegalArgumentException("An axis of labels cannot be logarithmic: leave out logX() or logY().");
        }
        for (Trace trace : drawnTraces()) {
            if (x.log()) {
                Series.requirePositive(trace.name(), "x", trace.xs());
            }
            if (y.log()) {
                Series.requirePositive(trace.name(), "y", trace.ys(true));
            }
        }
    }
}
