package joulebook.install.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a kernel is started.
 *
 * @param words of the command, up to the connection file, which comes last
 * @param environment what is added to this process's environment
 */
public record Launch(List<String> words, Map<String, String> environment) {
    private static final String CONNECTION_FILE = "{connection_file}";

    /**
     * As a kernelspec says it.
     *
     * @param folder the kernelspec's, with its {@code kernel.json}
     */
    public static Launch of(Path folder) {
        try {
            JsonObject spec = JsonParser.parseString(Files.readString(folder.resolve("kernel.json")))
                    .getAsJsonObject();
            List<String> words = new ArrayList<>();
            for (JsonElement word : spec.getAsJsonArray("argv")) {
                words.add(word.getAsString().replace("{resource_dir}", folder.toString()));
            }
            if (!words.remove(words.size() - 1).equals(CONNECTION_FILE)) {
                throw new IllegalStateException("In " + folder + " the connection file is not the last argument.");
            }
            Map<String, String> environment = new HashMap<>();
            if (spec.has("env")) {
                spec.getAsJsonObject("env")
                        .entrySet()
                        .forEach(e -> environment.put(e.getKey(), e.getValue().getAsString()));
            }
            return new Launch(words, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with one more variable of the environment. */
    public Launch with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Launch(words, more);
    }

    /** The same JVM with another main class, the last of the words. */
    Launch withMain(Class<?> main) {
        List<String> others = new ArrayList<>(words);
        others.set(others.size() - 1, main.getName());
        return new Launch(others, environment);
    }
}
