package joulebook.install.notebook;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import joulebook.kernel.error.UserError;

/**
 * A notebook file of <a href="https://nbformat.readthedocs.io/en/latest/format_description.html">nbformat 4</a>. Whatever the file
 * holds is kept: metadata, cell ids, fields that we do not know, their order. It is written as Jupyter writes: indented by one space,
 * texts as lists of lines, a line break at the end.
 */
public final class Notebook {
    private static final String FORMAT = "4";
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setFormattingStyle(FormattingStyle.PRETTY.withIndent(" "))
            .create();
    /** The media types besides text/* that Jupyter writes as lists of lines. */
    private static final Set<String> SPLIT_TYPES = Set.of("application/javascript", "image/svg+xml");

    private final JsonObject json;

    private Notebook(JsonObject json) {
        this.json = json;
    }

    /**
     * Reads a file.
     *
     * @throws UserError if the file is missing, unreadable, not JSON, not a notebook, or of another format than 4
     */
    public static Notebook read(Path file) {
        JsonObject json = parse(file, text(file));
        checkFormat(file, json);
        checkCells(file, json);
        return new Notebook(json);
    }

    /** The cells from top to bottom; changes to them are changes to the notebook. */
    public List<Cell> cells() {
        return json.getAsJsonArray("cells").asList().stream()
                .map(cell -> new Cell(cell.getAsJsonObject()))
                .toList();
    }

    /**
     * Writes the notebook to a file.
     *
     * @throws UserError if the file cannot be written
     */
    public void write(Path file) {
        try {
            Files.writeString(file, toString());
        } catch (IOException e) {
            throw new UserError("Cannot write " + file + ": " + reason(e) + ".");
        }
    }

    /** The text of the file. */
    @Override
    public String toString() {
        JsonObject written = json.deepCopy();
        new Notebook(written).cells().forEach(Notebook::splitTexts);
        return GSON.toJson(written) + "\n";
    }

    private static void splitTexts(Cell cell) {
        split(cell.json(), "source");
        for (JsonElement element : cell.outputs()) {
            JsonObject output = element.getAsJsonObject();
            split(output, "text");
            if (output.get("data") instanceof JsonObject data) {
                List.copyOf(data.keySet()).stream()
                        .filter(type -> type.startsWith("text/") || SPLIT_TYPES.contains(type))
                        .forEach(type -> split(data, type));
            }
        }
    }

    private static void split(JsonObject object, String name) {
        if (object.has(name)) {
            object.add(name, Lines.split(object.get(name)));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserError("There is no notebook " + file + ".", "Give the path of an .ipynb file.");
        } catch (MalformedInputException e) {
            throw notANotebook(file);
        } catch (IOException e) {
            throw new UserError("Cannot read " + file + ": " + reason(e) + ".");
        }
    }

    private static JsonObject parse(Path file, String text) {
        JsonReader reader = new JsonReader(new StringReader(text));
        reader.setStrictness(Strictness.STRICT);
        try {
            JsonElement json = JsonParser.parseReader(reader);
            if (json.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return json.getAsJsonObject();
            }
        } catch (IOException | JsonParseException e) {
            throw notANotebook(file);
        }
        throw notANotebook(file);
    }

    private static void checkFormat(Path file, JsonObject json) {
        if (!json.has("nbformat")) {
            throw notANotebook(file);
        }
        String format = json.get("nbformat").toString();
        if (!format.equals(FORMAT)) {
            throw new UserError(
                    "%s is in notebook format %s; Joulebook reads format %s.".formatted(file, format, FORMAT),
                    "Open it in Jupyter and save it.");
        }
    }

    private static void checkCells(Path file, JsonObject json) {
        boolean sound = json.get("cells") instanceof JsonArray cells
                && cells.asList().stream()
                        .allMatch(cell -> cell instanceof JsonObject object && object.has("cell_type"));
        if (!sound) {
            throw notANotebook(file);
        }
    }

    private static UserError notANotebook(Path file) {
        return new UserError(
                file + " is not a notebook: expected is JSON with nbformat and a list of cells.",
                "Restore it or save it again from Jupyter.");
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    }
}
