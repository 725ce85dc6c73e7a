package joulebook.install.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fills the outputs of cells from the messages that a kernel publishes while it runs them, as Jupyter's own front ends do
 * (<a href="https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-iopub-pub-sub-channel">iopub</a>).
 * One object serves one run of a notebook, since a cell may update what an earlier one has shown.
 */
public final class Outputs {
    private final Map<String, List<JsonObject>> displays = new HashMap<>();
    private final Set<JsonObject> clearOnNext = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Applies one message that a cell has caused; other than output messages leave no trace. */
    public void apply(Cell cell, String messageType, JsonObject content) {
        switch (messageType) {
            case "stream" -> stream(cell, content);
            case "display_data" -> add(cell, messageType, content, "data", "metadata");
            case "execute_result" -> add(cell, messageType, content, "data", "metadata", "execution_count");
            case "error" -> add(cell, messageType, content, "ename", "evalue", "traceback");
            case "update_display_data" -> update(content);
            case "clear_output" -> clear(cell, content);
            default -> {}
        }
    }

    /** Text that follows text of the same stream is one output with it. */
    private void stream(Cell cell, JsonObject content) {
        clearIfDue(cell);
        JsonArray outputs = cell.outputs();
        if (!outputs.isEmpty()
                && outputs.get(outputs.size() - 1) instanceof JsonObject last
                && continues(last, content)) {
            last.addProperty("text", Lines.join(last.get("text")) + Lines.join(content.get("text")));
        } else {
            outputs.add(output("stream", content, "name", "text"));
        }
    }

    private static boolean continues(JsonObject output, JsonObject content) {
        return output.get("output_type").getAsString().equals("stream")
                && output.get("name").equals(content.get("name"));
    }

    private void add(Cell cell, String type, JsonObject content, String... fields) {
        clearIfDue(cell);
        JsonObject output = output(type, content, fields);
        cell.outputs().add(output);
        displayId(content)
                .ifPresent(id -> displays.computeIfAbsent(id, unseen -> new ArrayList<>())
                        .add(output));
    }

    private void update(JsonObject content) {
        List<JsonObject> shown = displayId(content).map(displays::get).orElse(List.of());
        for (JsonObject output : shown) {
            output.add("data", content.get("data").deepCopy());
            output.add("metadata", content.get("metadata").deepCopy());
        }
    }

    private void clear(Cell cell, JsonObject content) {
        clearOnNext.add(cell.json());
        if (!content.get("wait").getAsBoolean()) {
            clearIfDue(cell);
        }
    }

    private void clearIfDue(Cell cell) {
        if (clearOnNext.remove(cell.json())) {
            cell.json().add("outputs", new JsonArray());
        }
    }

    private static JsonObject output(String type, JsonObject content, String... fields) {
        JsonObject output = new JsonObject();
        output.addProperty("output_type", type);
        for (String field : fields) {
            output.add(field, content.get(field).deepCopy());
        }
        return output;
    }

    private static Optional<String> displayId(JsonObject content) {
        return content.get("transient") instanceof JsonObject passing && passing.has("display_id")
                ? Optional.of(passing.get("display_id").getAsString())
                : Optional.empty();
    }
}
