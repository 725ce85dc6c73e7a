package joulebook.magics.plot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.components.Layout.BarMode;

/** The figures that Tablesaw's own examples make. */
class TablesawFigureTest {
    private static final Table TABLE = Table.create(
            "costs",
            StringColumn.create("kind", "it's", "<b>", "c, d,}"),
            DoubleColumn.create("x", 1, 2, 3),
            DoubleColumn.create("y", 2.5, Double.NaN, 1));

    private static JsonArray data(TablesawFigure figure) {
        return figure.plotly().orElseThrow().getAsJsonArray("data");
    }

    private static String member(TablesawFigure figure, int trace, String name) {
        return data(figure).get(trace).getAsJsonObject().get(name).toString();
    }

    @Test
    void linesHaveNumbersTitlesAndADrawing() {
        TablesawFigure figure = new TablesawFigure(
                LinePlot.create("Loss's", "epoch", new double[] {1, 2, 3}, "loss", new double[] {3, 2, 1e-9}));
        assertThat(member(figure, 0, "x")).isEqualTo("[1.0,2.0,3.0]");
        assertThat(member(figure, 0, "y")).isEqualTo("[3.0,2.0,1.0E-9]");
        assertThat(figure.plotly()
                        .orElseThrow()
                        .getAsJsonObject("layout")
                        .get("title")
                        .getAsString())
                .isEqualTo("Loss's");
        assertThat(figure.toSvg()).contains("Loss's", "epoch", "<path");
        assertThat(figure.width()).isEqualTo(800);
        assertThat(JsonParser.parseString(figure.plotly().orElseThrow().toString()))
                .isEqualTo(figure.plotly().orElseThrow());
    }

    @Test
    void barsKeepTheirLabelsAndGaps() {
        TablesawFigure figure =
                new TablesawFigure(VerticalBarPlot.create("bars", TABLE, "kind", BarMode.GROUP, "x", "y"));
        assertThat(data(figure)).hasSize(2);
        assertThat(member(figure, 1, "y")).isEqualTo("[2.5,null,1.0]");
        assertThat(figure.toSvg()).contains("it's", "&lt;b&gt;");
    }

    @Test
    void dotsHistogramsAndHeatMapsAreDrawn() {
        TablesawFigure dots = new TablesawFigure(ScatterPlot.create("dots", TABLE, "x", "y", "kind"));
        assertThat(data(dots)).hasSize(3);
        assertThat(member(dots, 0, "name")).contains("it's");
        assertThat(new TablesawFigure(Histogram.create("h", new double[] {1, 2, 2, 3})).toSvg())
                .contains("<path");
        assertThat(new TablesawFigure(Heatmap.create("map", TABLE, "kind", "kind")).toSvg())
                .contains("<rect", "<path");
    }

    @Test
    void whatIsNotDrawnIsNamedAndLeftToPlotly() {
        TablesawFigure box = new TablesawFigure(BoxPlot.create("box", TABLE, "kind", "x"));
        assertThat(member(box, 0, "type")).isEqualTo("\"box\"");
        assertThat(box.toSvg()).contains("Not in this static drawing: box");
        TablesawFigure pie = new TablesawFigure(PiePlot.create("pie", TABLE, "kind", "x"));
        assertThat(member(pie, 0, "values")).isEqualTo("[1.0,2.0,3.0]");
        assertThat(pie.toSvg()).contains("Not in this static drawing: pie");
    }
}
