package joulebook.magics.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class FigureTest {
    private static final double[] ONE_TWO = {1, 2};

    @Test
    void aLineInPlotlysSchema() {
        JsonObject plotly = Figure.of("Loss")
                .line("bp", new double[] {1, 2, 3, 4}, new double[] {0.5, 0.4, Double.NaN, Double.POSITIVE_INFINITY})
                .xAxis("epoch")
                .logY()
                .toPlotly();
        assertThat(plotly.keySet()).containsExactly("data", "layout", "config");
        JsonObject trace = trace(plotly, 0);
        assertThat(trace.get("type").getAsString()).isEqualTo("scatter");
        assertThat(trace.get("mode").getAsString()).isEqualTo("lines");
        assertThat(trace.get("x")).isEqualTo(JsonParser.parseString("[1.0, 2.0, 3.0, 4.0]"));
        assertThat(trace.get("y")).isEqualTo(JsonParser.parseString("[0.5, 0.4, null, null]"));
        assertThat(trace.getAsJsonArray("x"))
                .allMatch(x -> x.getAsJsonPrimitive().isNumber());
        JsonObject layout = plotly.getAsJsonObject("layout");
        assertThat(layout.getAsJsonObject("title").get("text").getAsString()).isEqualTo("Loss");
        assertThat(layout.getAsJsonObject("xaxis")
                        .getAsJsonObject("title")
                        .get("text")
                        .getAsString())
                .isEqualTo("epoch");
        assertThat(layout.getAsJsonObject("xaxis").get("type").getAsString()).isEqualTo("linear");
        assertThat(layout.getAsJsonObject("yaxis").get("type").getAsString()).isEqualTo("log");
        assertThat(JsonParser.parseString(plotly.toString())).isEqualTo(plotly);
    }

    @Test
    void aPointWithoutNeighboursIsVisible() {
        double[] x = {1, 2, 3};
        assertThat(mode(Figure.of("").line("a", x, x))).isEqualTo("lines");
        assertThat(mode(Figure.of("").line("a", x, new double[] {1, Double.NaN, 3})))
                .isEqualTo("lines+markers");
    }

    @Test
    void aBandIsOneClosedOutlineForEachStretch() {
        double[] x = {1, 2, 3, 4};
        JsonObject trace = trace(
                Figure.of("")
                        .band("b", x, new double[] {0, 0, Double.NaN, 1}, new double[] {5, 6, 7, 8})
                        .toPlotly(),
                0);
        assertThat(trace.get("fill").getAsString()).isEqualTo("toself");
        assertThat(trace.get("x")).isEqualTo(JsonParser.parseString("[1.0, 2.0, 2.0, 1.0, null, 4.0, 4.0, null]"));
        assertThat(trace.get("y")).isEqualTo(JsonParser.parseString("[5.0, 6.0, 0.0, 0.0, null, 8.0, 1.0, null]"));
        assertThat(trace.get("fillcolor").getAsString()).isEqualTo("rgba(0,114,178,0.2)");
    }

    @Test
    void tracesOfOneNameShareColourAndLegend() {
        JsonObject plotly = Figure.of("")
                .line("seed", ONE_TWO, ONE_TWO)
                .line("seed", ONE_TWO, ONE_TWO)
                .line("other", ONE_TWO, ONE_TWO)
                .toPlotly();
        assertThat(color(trace(plotly, 0))).isEqualTo(color(trace(plotly, 1))).isNotEqualTo(color(trace(plotly, 2)));
        assertThat(trace(plotly, 0).get("showlegend").getAsBoolean()).isTrue();
        assertThat(trace(plotly, 1).get("showlegend").getAsBoolean()).isFalse();
    }

    @Test
    void theLegendListsTheLineRatherThanItsBand() {
        JsonObject plotly = Figure.of("")
                .band("bp", ONE_TWO, ONE_TWO, ONE_TWO)
                .line("bp", ONE_TWO, ONE_TWO)
                .toPlotly();
        assertThat(trace(plotly, 0).get("showlegend").getAsBoolean()).isFalse();
        assertThat(trace(plotly, 1).get("showlegend").getAsBoolean()).isTrue();
    }

    @Test
    void barsHaveCategoriesAndErrors() {
        JsonObject plotly = Figure.of("")
                .bars("cpu", List.of("a", "b"), ONE_TWO, new double[] {0.1, 0.2})
                .bars("gpu", List.of("b", "c"), ONE_TWO)
                .toPlotly();
        assertThat(trace(plotly, 0).getAsJsonObject("error_y").get("array"))
                .isEqualTo(JsonParser.parseString("[0.1, 0.2]"));
        assertThat(trace(plotly, 1).has("error_y")).isFalse();
        JsonObject xAxis = plotly.getAsJsonObject("layout").getAsJsonObject("xaxis");
        assertThat(xAxis.get("type").getAsString()).isEqualTo("category");
        assertThat(xAxis.get("categoryarray")).isEqualTo(JsonParser.parseString("['a', 'b', 'c']"));
    }

    @Test
    void aHeatMapKeepsItsRowsFromTopToBottom() {
        JsonObject plotly = Figure.of("")
                .heatmap("z", new double[][] {{1, 2, 3}, {4, Double.NaN, 6}})
                .toPlotly();
        JsonObject trace = trace(plotly, 0);
        assertThat(trace.get("z")).isEqualTo(JsonParser.parseString("[[1.0, 2.0, 3.0], [4.0, null, 6.0]]"));
        assertThat(trace.get("x")).isEqualTo(JsonParser.parseString("['0', '1', '2']"));
        JsonArray last = trace.getAsJsonArray("colorscale").get(8).getAsJsonArray();
        assertThat(last.toString()).isEqualTo("[1.0,\"#fde725\"]");
        assertThat(plotly.getAsJsonObject("layout")
                        .getAsJsonObject("yaxis")
                        .get("autorange")
                        .getAsString())
                .isEqualTo("reversed");
    }

    @Test
    void rawTracesAndLayoutReachAllOfPlotly() {
        JsonObject plotly = Figure.of("t")
                .line("a", ONE_TWO, ONE_TWO)
                .raw(Map.of("type", "scatterpolar", "r", new double[] {1, 2}))
                .layout(Map.of("xaxis", Map.of("range", List.of(0, 5)), "hovermode", "x unified"))
                .toPlotly();
        assertThat(trace(plotly, 1).get("r")).isEqualTo(JsonParser.parseString("[1.0, 2.0]"));
        JsonObject layout = plotly.getAsJsonObject("layout");
        assertThat(layout.get("hovermode").getAsString()).isEqualTo("x unified");
        assertThat(layout.getAsJsonObject("xaxis").get("range").toString()).isEqualTo("[0,5]");
        assertThat(layout.getAsJsonObject("xaxis").get("type").getAsString()).isEqualTo("linear");
    }

    @Test
    void textIsPlainInPlotlysMarkup() {
        JsonObject plotly =
                Figure.of("a<b & c").line("<b>x</b>", ONE_TWO, ONE_TWO).toPlotly();
        assertThat(plotly.getAsJsonObject("layout")
                        .getAsJsonObject("title")
                        .get("text")
                        .getAsString())
                .isEqualTo("a&lt;b &amp; c");
        assertThat(trace(plotly, 0).get("name").getAsString()).isEqualTo("&lt;b>x&lt;/b>");
    }

    @Test
    void listsColumnsAndTablesAreReadAlike() {
        IntColumn epoch = IntColumn.create("epoch", new Integer[] {1, 2, null});
        DoubleColumn loss = DoubleColumn.create("loss", 0.5, Double.NaN, 0.25);
        JsonObject fromArrays = Figure.of("")
                .line("loss", new double[] {1, 2, Double.NaN}, new double[] {0.5, Double.NaN, 0.25})
                .toPlotly();
        assertThat(Figure.of("").line("loss", epoch, loss).toPlotly()).isEqualTo(fromArrays);
        assertThat(Figure.of("")
                        .line(Table.create(epoch, loss), "epoch", "loss")
                        .toPlotly())
                .isEqualTo(fromArrays);
        assertThat(Figure.of("")
                        .line("loss", Arrays.asList(1, 2, null), Arrays.asList(0.5f, null, 0.25f))
                        .toPlotly())
                .isEqualTo(fromArrays);
    }

    @Test
    void barsFromATable() {
        Table table = Table.create(StringColumn.create("cell", "a", "b"), DoubleColumn.create("joules", 3, 4));
        assertThat(trace(Figure.of("").bars(table, "cell", "joules").toPlotly(), 0))
                .isEqualTo(trace(
                        Figure.of("")
                                .bars("joules", List.of("a", "b"), List.of(3, 4))
                                .toPlotly(),
                        0));
    }

    @Test
    void aFigureDoesNotChange() {
        double[] y = {1, 2};
        Figure figure = Figure.of("t").line("a", ONE_TWO, y);
        String before = figure.toSvg();
        y[0] = 99;
        figure.line("b", ONE_TWO, ONE_TWO)
                .logY()
                .size(300, 200)
                .layout(Map.of("a", 1))
                .xAxis("x");
        assertThat(figure.toSvg()).isEqualTo(before);
        assertThat(figure.toPlotly().getAsJsonObject("layout").has("a")).isFalse();
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        Figure figure = Figure.of("");
        refused(
                () -> figure.line("a", ONE_TWO, new double[] {1}),
                "'a' has lists of 2 and 1 values: they must have the same length.");
        refused(() -> figure.line("a", new double[0], new double[0]), "'a' has no points: give at least one.");
        refused(
                () -> figure.line("a", ONE_TWO, new double[] {1, 0}).logY(),
                "'a' has y = 0.0, which a logarithmic axis cannot show: drop it, shift it, or use a linear axis.");
        refused(
                () -> figure.logX().points("a", new double[] {-1, 2}, ONE_TWO),
                "'a' has x = -1.0, which a logarithmic axis cannot show: drop it, shift it, or use a linear axis.");
        refused(
                () -> figure.bars("a", List.of("x", "x"), ONE_TWO),
                "'a' has a label twice in [x, x]: each bar needs its own.");
        refused(
                () -> figure.bars("a", List.of("x", "y"), ONE_TWO).line("b", ONE_TWO, ONE_TWO),
                "Bars stand on labels and the other traces on numbers: draw them in two figures.");
        refused(
                () -> figure.heatmap("z", new double[][] {{1, 2}, {3}}),
                "'z' has lists of 2 and 1 values: they must have the same length.");
        refused(
                () -> figure.line(Table.create(DoubleColumn.create("y", 1)), "x", "y"),
                "The table has no column 'x': it has [y].");
        refused(
                () -> figure.line(Table.create(StringColumn.create("s", "1")), "s", "s"),
                "Column 's' holds STRING, not numbers: choose another one of [s].");
        refused(
                () -> figure.size(10, 10),
                "A figure of 10 by 10 pixels has no room for its axes: ask for 200 by 150 at least.");
    }

    private static void refused(Runnable call, String sentence) {
        assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(sentence);
    }

    private static JsonObject trace(JsonObject plotly, int index) {
        return plotly.getAsJsonArray("data").get(index).getAsJsonObject();
    }

    private static String mode(Figure figure) {
        return trace(figure.toPlotly(), 0).get("mode").getAsString();
    }

    private static String color(JsonObject trace) {
        return trace.getAsJsonObject("line").get("color").getAsString();
    }
}
