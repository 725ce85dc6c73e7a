package joulebook.magics.plot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.unbescape.html.HtmlEscape;

/**
 * A figure of Tablesaw's jsplot. Tablesaw writes JavaScript alone, with numbers as texts; this reads its objects back, gives
 * them to Plotly as they are, and draws lines, points, bars, histograms and heat maps as {@link Figure} does.
 */
final class TablesawFigure implements Drawable {
    private static final Pattern OBJECT =
            Pattern.compile("var (layout|trace\\d+) =\\s*(\\{.*?\\n\\s*\\});?\\s*(?=\\n\\s*var |\\z)", Pattern.DOTALL);
    private static final Pattern TRAILING_COMMA = Pattern.compile(",(?=\\s*[}\\]])");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");

    private final JsonObject plotly = new JsonObject();
    private final Figure figure;

    /** @param figure of jsplot */
    TablesawFigure(tech.tablesaw.plotly.components.Figure figure) {
        JsonArray data = new JsonArray();
        JsonObject layout = new JsonObject();
        String script = figure.asJavascript("figure");
        Matcher objects = OBJECT.matcher(script.substring(0, script.lastIndexOf("var data")));
        while (objects.find()) {
            String json = TRAILING_COMMA.matcher(objects.group(2)).replaceAll("");
            JsonObject object = plain(JsonParser.parseString(json)).getAsJsonObject();
            if (objects.group(1).equals("layout")) {
                layout = object;
            } else {
                data.add(object);
            }
        }
        plotly.add("data", data);
        plotly.add("layout", layout);
        this.figure = drawing(data, layout);
    }

    @Override
    public Optional<JsonObject> plotly() {
        return Optional.of(plotly);
    }

    @Override
    public String toSvg() {
        return figure.toSvg();
    }

    @Override
    public int width() {
        return figure.width();
    }

    @Override
    public String toString() {
        return figure.toString();
    }

    /** Numbers as numbers, missing ones as null, and texts without HTML's escapes. */
    private static JsonElement plain(JsonElement element) {
        if (element.isJsonArray()) {
            JsonArray array = new JsonArray();
            element.getAsJsonArray().forEach(item -> array.add(plain(item)));
            return array;
        }
        if (element.isJsonObject()) {
            JsonObject object = new JsonObject();
            element.getAsJsonObject().asMap().forEach((name, value) -> object.add(name, plain(value)));
            return object;
        }
        if (!element.isJsonPrimitive() || element.getAsJsonPrimitive().isBoolean()) {
            return element;
        }
        String text = element.getAsString();
        if (text.equals("null") || text.equals("NaN")) {
            return Json.element(Double.NaN);
        }
        return NUMBER.matcher(text).matches()
                ? new JsonPrimitive(new BigDecimal(text)) // "2017" stays "2017"
                : new JsonPrimitive(HtmlEscape.unescapeHtml(text));
    }

    private static Figure drawing(JsonArray data, JsonObject layout) {
        Figure figure = Figure.of(text(layout, "title"))
                .size(size(layout, "width", 640), size(layout, "height", 360))
                .xAxis(text(layout, "xaxis", "title"))
                .yAxis(text(layout, "yaxis", "title"));
        for (JsonElement trace : data) {
            figure = with(figure, trace.getAsJsonObject());
        }
        return figure;
    }

    private static Figure with(Figure figure, JsonObject trace) {
        String name = text(trace, "name");
        switch (text(trace, "type")) {
            case "scatter", "scattergl" -> {
                if (isNumbers(trace, "x") && isNumbers(trace, "y")) {
                    boolean lines = text(trace, "mode").contains("lines");
                    return lines
                            ? figure.line(name, numbers(trace, "x"), numbers(trace, "y"))
                            : figure.points(name, numbers(trace, "x"), numbers(trace, "y"));
                }
            }
            case "bar" -> {
                if (!text(trace, "orientation").equals("h")) {
                    return figure.bars(name, texts(trace, "x"), numbers(trace, "y"));
                }
            }
            case "histogram" -> {
                if (isNumbers(trace, "x")) {
                    return figure.histogram(name, numbers(trace, "x"));
                }
            }
            case "heatmap" -> {
                double[][] z = trace.getAsJsonArray("z").asList().stream()
                        .map(row -> numbers(row.getAsJsonArray()))
                        .toArray(double[][]::new);
                return figure.heatmap(name, texts(trace, "x"), texts(trace, "y"), z);
            }
            default -> {
                // Plotly alone draws it
            }
        }
        Map<String, JsonElement> members = trace.asMap();
        return figure.raw(members);
    }

    private static String text(JsonObject object, String... path) {
        JsonElement found = object;
        for (String name : path) {
            found = found instanceof JsonObject inner && inner.has(name) ? inner.get(name) : new JsonPrimitive("");
        }
        return found.isJsonPrimitive() ? found.getAsString() : "";
    }

    private static int size(JsonObject layout, String name, int otherwise) {
        return layout.has(name) ? layout.get(name).getAsInt() : otherwise;
    }

    private static boolean isNumbers(JsonObject trace, String axis) {
        return trace.has(axis)
                && trace.getAsJsonArray(axis).asList().stream()
                        .allMatch(value ->
                                value.isJsonNull() || value.getAsJsonPrimitive().isNumber());
    }

    private static double[] numbers(JsonObject trace, String axis) {
        return numbers(trace.getAsJsonArray(axis));
    }

    private static double[] numbers(JsonArray values) {
        return values.asList().stream()
                .mapToDouble(value -> value.isJsonNull() ? Double.NaN : value.getAsDouble())
                .toArray();
    }

    private static List<String> texts(JsonObject trace, String axis) {
        List<String> texts = new ArrayList<>();
        trace.getAsJsonArray(axis).forEach(value -> texts.add(value.isJsonNull() ? "" : value.getAsString()));
        return texts;
    }
}
