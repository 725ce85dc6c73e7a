package joulebook.kernel.protocol;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Collection;

/** Builds the JSON content of messages, a field at a time. */
public final class Content {
    private final JsonObject json = new JsonObject();

    private Content() {}

    public static Content of() {
        return new Content();
    }

    /** The content of a reply to a request that was carried out. */
    public static Content ok() {
        return new Content().with("status", "ok");
    }

    /** The content of a reply to a request that was not carried out. */
    public static Content error(String name, String value, Collection<String> traceback) {
        return new Content()
                .with("status", "error")
                .with("ename", name)
                .with("evalue", value)
                .with("traceback", strings(traceback));
    }

    public Content with(String field, String value) {
        json.addProperty(field, value);
        return this;
    }

    public Content with(String field, Number value) {
        json.addProperty(field, value);
        return this;
    }

    public Content with(String field, boolean value) {
        json.addProperty(field, value);
        return this;
    }

    public Content with(String field, JsonElement value) {
        json.add(field, value);
        return this;
    }

    public JsonObject json() {
        return json;
    }

    public static JsonArray strings(Collection<String> values) {
        JsonArray array = new JsonArray(values.size());
        values.forEach(array::add);
        return array;
    }
}
