package joulebook.magics.plot;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a figure in <a href="https://plotly.com/javascript/reference/">Plotly's schema</a>: data, layout, config. */
final class PlotlyWriter {
    private static final String CLEAR = "rgba(0,0,0,0)";
    private static final String GRID = "rgba(128,128,128,0.25)";

    private PlotlyWriter() {}

    static JsonObject write(Figure figure) {
        return Json.object(
                "data", data(figure),
                "layout", layout(figure),
                "config", Json.object("responsive", true, "displaylogo", false));
    }

    private static JsonArray data(Figure figure) {
        JsonArray data = new JsonArray();
        Map<String, Style> styles = Style.forNames(figure.traces());
        Set<String> listed = new HashSet<>();
        for (Trace trace : figure.traces()) {
            JsonObject json = trace.toPlotly(styles.get(trace.name()));
            if (!(trace instanceof RawTrace)) {
                json.add("name", Json.text(trace.name()));
            }
            if (trace.inLegend()) {
                json.addProperty("legendgroup", trace.name());
                json.addProperty("showlegend", listed.add(trace.name()));
            }
            data.add(json);
        }
        return data;
    }

    private static JsonObject layout(Figure figure) {
        JsonObject layout = Json.object(
                "title", Json.object("text", Json.text(figure.title())),
                "width", figure.width(),
                "height", figure.height(),
                "paper_bgcolor", CLEAR,
                "plot_bgcolor", CLEAR,
                "font",
                        Json.object(
                                "family", SvgRenderer.FONT, "size", Svg.FONT_SIZE, "color", SvgRenderer.MIDDLE_GREY),
                "legend", Json.object("orientation", "h", "x", 0, "y", 1.02, "yanchor", "bottom"),
                "barmode", "group");
        if (!figure.drawnTraces().isEmpty()) {
            layout.add("xaxis", axis(figure.x(), figure.xLabels()));
            JsonObject y = axis(figure.y(), figure.yLabels());
            if (!figure.yLabels().isEmpty()) {
                y.addProperty("autorange", "reversed");
            }
            layout.add("yaxis", y);
        }
        Json.merge(layout, figure.layout());
        return layout;
    }

    private static JsonObject axis(Axis axis, List<String> labels) {
        JsonObject json = Json.object(
                "title",
                Json.object("text", Json.text(axis.title())),
                "type",
                axis.log() ? "log" : labels.isEmpty() ? "linear" : "category",
                "gridcolor",
                GRID,
                "zeroline",
                false,
                "automargin",
                true);
        if (!labels.isEmpty()) {
            json.addProperty("categoryorder", "array");
            json.add("categoryarray", Json.texts(labels));
            json.addProperty("showgrid", false);
        }
        return json;
    }
}
