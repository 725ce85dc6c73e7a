package joulebook.magics.plot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes a figure in <a href="https://plotly.com/javascript/reference/">Plotly's schema</a>: data, layout, config. */
final class PlotlyWriter {
    private static final String CLEAR = "rgba(0,0,0,0)";
    private static final String GRID = "rgba(128,128,128,0.25)";

    private PlotlyWriter() {}

    static JsonObject write(Chart chart) {
        return Json.object(
                "data", data(chart),
                "layout", layout(chart),
                "config", Json.object("responsive", true, "displaylogo", false));
    }

    private static JsonArray data(Chart chart) {
        JsonArray data = new JsonArray();
        Map<String, Style> styles = Style.forNames(chart.traces());
        Collection<Trace> listed = listed(chart);
        for (Trace trace : chart.traces()) {
            JsonObject json = trace.toPlotly(styles.get(trace.name()));
            if (!(trace instanceof RawTrace)) {
                json.add("name", Json.text(trace.name()));
            }
            if (trace.inLegend()) {
                json.addProperty("legendgroup", trace.name());
                json.addProperty("showlegend", listed.contains(trace));
            }
            data.add(json);
        }
        return data;
    }

    /** The trace that stands for each name in the legend: a line rather than its band. */
    private static Collection<Trace> listed(Chart chart) {
        return chart.traces().stream()
                .filter(Trace::inLegend)
                .collect(Collectors.toMap(
                        Trace::name, trace -> trace, (first, next) -> first instanceof Band ? next : first))
                .values();
    }

    private static JsonObject layout(Chart chart) {
        JsonObject layout = Json.object(
                "title", Json.object("text", Json.text(chart.title())),
                "width", chart.width(),
                "height", chart.height(),
                "margin", Json.object("l", 60, "r", 20, "t", 70, "b", 50),
                "colorway", Json.element(Style.COLORS),
                "paper_bgcolor", SvgRenderer.GROUND,
                "modebar", Json.object("bgcolor", CLEAR, "color", SvgRenderer.INK, "activecolor", Style.COLORS.get(0)),
                "font", Json.object("family", SvgRenderer.FONT, "size", Svg.FONT_SIZE, "color", SvgRenderer.INK),
                "legend", Json.object("orientation", "h", "x", 0, "y", 1.02, "yanchor", "bottom"));
        if (!chart.drawnTraces().isEmpty()) {
            layout.addProperty("plot_bgcolor", CLEAR);
            layout.add("xaxis", axis(chart.x(), chart.xLabels()));
            layout.add("yaxis", axis(chart.y(), chart.yLabels()));
        }
        if (!chart.barNames().isEmpty()) {
            layout.addProperty("barmode", "group");
        } else if (chart.traces().stream().anyMatch(Histogram.class::isInstance)) {
            layout.addProperty("barmode", "overlay");
        }
        if (!chart.yLabels().isEmpty()) {
            layout.getAsJsonObject("yaxis").addProperty("autorange", "reversed");
        }
        Json.merge(layout, chart.layout());
        return layout;
    }

    private static JsonObject axis(Axis axis, List<String> labels) {
        JsonObject json = Json.object(
                "title",
                Json.object("text", Json.text(axis.title())),
                "type",
                axis.log() ? "log" : labels.isEmpty() ? "linear" : "category",
                "zeroline",
                false,
                "automargin",
                true);
        if (labels.isEmpty()) {
            json.addProperty("gridcolor", GRID);
        } else {
            json.addProperty("showgrid", false);
            json.addProperty("categoryorder", "array");
            json.add("categoryarray", Json.texts(labels));
        }
        return json;
    }
}
