package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
public final class Figure implements Drawable {
    private final Chart chart;

    private Figure(Chart chart) {
        this.chart = chart;
    }

    /** An empty figure of 640 by 360 pixels; an empty title draws none. */
    public static Figure of(String title) {
        return new Figure(new Chart(title, List.of(), Axis.PLAIN, Axis.PLAIN, 640, 360, new JsonObject()));
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

    /** How often values fall into each of equal bins, as bars over the bins' middles; NaN and infinity are left out. */
    public Figure histogram(String name, double[] values) {
        return with(Histogram.of(name, values));
    }

    /** How often values fall into each of equal bins. */
    public Figure histogram(String name, Iterable<? extends Number> values) {
        return histogram(name, Series.of(values));
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
        return new Figure(chart.withLayout(Json.element(members).getAsJsonObject()));
    }

    /** Titles the x axis. */
    public Figure xAxis(String title) {
        return new Figure(chart.withX(chart.x().titled(title)));
    }

    /** Titles the y axis. */
    public Figure yAxis(String title) {
        return new Figure(chart.withY(chart.y().titled(title)));
    }

    /** Makes x logarithmic. */
    public Figure logX() {
        return new Figure(chart.withX(chart.x().logarithmic()));
    }

    /** Makes y logarithmic. */
    public Figure logY() {
        return new Figure(chart.withY(chart.y().logarithmic()));
    }

    /** Sets the size in pixels, at least 200 by 150. */
    public Figure size(int width, int height) {
        return new Figure(chart.withSize(width, height));
    }

    @Override
    public int width() {
        return chart.width();
    }

    /** The figure for plotly.js: {@code data}, {@code layout} and {@code config}. */
    public JsonObject toPlotly() {
        return PlotlyWriter.write(chart);
    }

    /** A static drawing, in a grey that reads on white and on black; inside a page its {@code color} can be set. */
    @Override
    public String toSvg() {
        return SvgRenderer.render(chart);
    }

    @Override
    public Optional<JsonObject> plotly() {
        return Optional.of(toPlotly());
    }

    int height() {
        return chart.height();
    }

    /** Draws the figure into a larger drawing. */
    void drawOn(Svg svg) {
        SvgRenderer.drawOn(svg, chart);
    }

    /** {@code Figure 'Training loss': 2 traces (bp, mf)}. */
    @Override
    public String toString() {
        return chart.summary();
    }

    private Figure with(Trace trace) {
        return new Figure(chart.with(trace));
    }

    private static List<String> indices(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
