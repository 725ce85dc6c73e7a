package joulebook.install.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.OptionalInt;

/** A cell of a notebook: a view of its JSON, through which changes reach the notebook. */
public record Cell(JsonObject json) {

    /** Whether it holds code; other cells have no outputs. */
    public boolean isCode() {
        return type().equals("code");
    }

    public boolean isMarkdown() {
        return type().equals("markdown");
    }

    public String source() {
        return json.has("source") ? Lines.join(json.get("source")) : "";
    }

    /** Whether its metadata holds the tag. */
    public boolean hasTag(String tag) {
        return json.has("metadata")
                && json.getAsJsonObject("metadata").get("tags") instanceof JsonArray tags
                && tags.contains(new JsonPrimitive(tag));
    }

    /** The outputs, to be read and changed; empty for a cell without code. */
    public JsonArray outputs() {
        if (isCode() && !json.has("outputs")) {
            json.add("outputs", new JsonArray());
        }
        return isCode() ? json.getAsJsonArray("outputs") : new JsonArray();
    }

    /** The number in the prompt; empty if the cell has not run. */
    public OptionalInt executionCount() {
        JsonElement count = json.get("execution_count");
        return count == null || count.isJsonNull() ? OptionalInt.empty() : OptionalInt.of(count.getAsInt());
    }

    /** Sets the number in the prompt. */
    public void setExecutionCount(int count) {
        json.add("execution_count", new JsonPrimitive(count));
    }

    /** Forgets an earlier run of a code cell: its outputs and its number. */
    public void reset() {
        if (isCode()) {
            json.add("outputs", new JsonArray());
            json.add("execution_count", JsonNull.INSTANCE);
        }
    }

    private String type() {
        return json.get("cell_type").getAsString();
    }
}
