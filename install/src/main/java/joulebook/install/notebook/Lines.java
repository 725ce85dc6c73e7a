package joulebook.install.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.util.stream.Collectors;

/** Text as notebook files hold it: a string, or a list of lines that each end with their line break. */
final class Lines {
    private Lines() {}

    /** The text of either form. */
    static String join(JsonElement text) {
        return text.isJsonArray()
                ? text.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : text.getAsString();
    }

    /** The list of lines, which is what Jupyter writes. */
    static JsonArray split(JsonElement text) {
        JsonArray lines = new JsonArray();
        for (String line : join(text).split("(?<=\n)")) {
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }
}
