package joulebook.kernel.magic.general;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.session.JavaSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %run}. */
@Command(
        name = "run",
        description = {
            "Run a file in this session: Java (.java), a script of snippets and magics (.jshell, .jsh), or the code cells of"
                    + " a notebook (.ipynb).",
            "Of Java the main method is called, if there is one; a package statement does not count."
        })
final class RunFile implements Magic {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+[\\w.]+\\s*;");
    private static final Pattern MAIN = Pattern.compile("\\bstatic\\s+void\\s+main\\s*\\(\\s*(final\\s+)?String\\b");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|interface)\\s+(\\w+)");

    @Parameters(index = "0", paramLabel = "FILE", description = "What to run.")
    private Path file;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "Arguments of Java's main method.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Object run(MagicContext context) throws Exception {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!List.of("java", "jshell", "jsh", "ipynb").contains(ending)) {
            throw new UserError(
                    "%run does not know what to do with " + name + ".", "It runs .java, .jshell, .jsh and .ipynb.");
        }
        String text = Texts.read("run", file.toString(), context.workspace());
        JavaSession.Value value =
                switch (ending) {
                    case "java" -> java(text, name, context);
                    case "ipynb" -> notebook(text, name, context);
                    default -> context.run(text, name);
                };
        return value.shown() ? value.object() : null;
    }

    private JavaSession.Value java(String text, String name, MagicContext context) throws Exception {
        context.evaluate(PACKAGE.matcher(text).replaceFirst(""), name);
        Matcher main = MAIN.matcher(text);
        Matcher type = TYPE.matcher(text);
        if (main.find() && type.find()) {
            String values = arguments.stream().map(RunFile::literal).collect(Collectors.joining(", "));
            context.evaluate(type.group(1) + ".main(new String[] {" + values + "});", name);
        }
        return JavaSession.Value.NONE;
    }

    private static String literal(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    private static JavaSession.Value notebook(String text, String name, MagicContext context) throws Exception {
        JavaSession.Value value = JavaSession.Value.NONE;
        int number = 0;
        for (String code : codeCells(text, name)) {
            value = context.run(code, name + ", cell " + ++number);
        }
        return value;
    }

    private static List<String> codeCells(String text, String name) {
        List<String> cells = new ArrayList<>();
        try {
            for (JsonElement element :
                    JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("cells")) {
                JsonObject cell = element.getAsJsonObject();
                if (cell.get("cell_type").getAsString().equals("code")) {
                    cells.add(source(cell.get("source")));
                }
            }
            return cells;
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException e) {
            throw new UserError(
                    "%run cannot read " + name + ": it is not a notebook.", "A notebook is JSON with cells.");
        }
    }

    /** Notebooks have text as one string or as a list of lines. */
    private static String source(JsonElement source) {
        return source.isJsonArray()
                ? StreamSupport.stream(source.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : source.getAsString();
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
