package joulebook.magics.plot;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** JSON in few words. JSON has no NaN and no infinity: both become null, which Plotly draws as a gap. */
final class Json {
    private static final Gson GSON = new Gson();
    private static final int DIGITS = 12;

    private Json() {}

    /** An object of alternating names and values. */
    static JsonObject object(Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add((String) namesAndValues[i], element(namesAndValues[i + 1]));
        }
        return object;
    }

    static JsonArray array(Object... values) {
        JsonArray array = new JsonArray();
        for (Object value : values) {
            array.add(element(value));
        }
        return array;
    }

    /** To {@value #DIGITS} digits, more than any screen shows. */
    static JsonArray numbers(double[] values) {
        JsonArray array = new JsonArray(values.length);
        for (double value : values) {
            array.add(element(rounded(value)));
        }
        return array;
    }

    private static double rounded(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value).round(new MathContext(DIGITS)).doubleValue()
                : value;
    }

    static JsonArray texts(List<String> values) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(value -> array.add(text(value)));
        return array;
    }

    /** Plain text in Plotly's own markup, which reads {@code <b>} and {@code &lt;}. */
    static JsonPrimitive text(String plain) {
        return new JsonPrimitive(plain.replace("&", "&amp;").replace("<", "&lt;"));
    }

    /** Adds what {@code more} holds to {@code target}; objects are merged member by member, anything else is replaced. */
    static void merge(JsonObject target, JsonObject more) {
        more.asMap().forEach((name, value) -> {
            if (value.isJsonObject() && target.get(name) instanceof JsonObject known) {
                merge(known, value.getAsJsonObject());
            } else {
                target.add(name, value);
            }
        });
    }

    static JsonElement element(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return JsonNull.INSTANCE;
        }
        return value instanceof JsonElement element ? element : GSON.toJsonTree(value);
    }
}
