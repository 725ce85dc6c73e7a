package joulebook.kernel.magic.general;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %load}. */
@Command(name = "load", description = "Put the text of a file in place of this cell.")
final class Load implements Magic {
    private static final Pattern LINES = Pattern.compile("(\\d+)(?:-(\\d+))?");

    @Parameters(paramLabel = "FILE|URL", description = "What to load.")
    private String source;

    @Option(
            names = {"-l", "--lines"},
            paramLabel = "A-B",
            description = "Only these lines, counted from 1.")
    private String lines = "";

    @Override
    public Object run(MagicContext context) throws InterruptedException {
        String text = Texts.read("load", source, context.workspace());
        JsonObject payload = new JsonObject();
        payload.addProperty("source", "set_next_input");
        payload.addProperty("text", "// %load " + source + "\n" + (lines.isEmpty() ? text : part(text)));
        payload.addProperty("replace", true);
        context.payload(payload);
        return null;
    }

    private String part(String text) {
        List<String> all = text.lines().toList();
        Matcher range = LINES.matcher(lines);
        if (!range.matches()) {
            throw new UserError(
                    "%load: --lines is '" + lines + "', but it must be a number or a range.", "Write --lines 3-7.");
        }
        int from = number(range.group(1));
        int to = range.group(2) == null ? from : number(range.group(2));
        if (from < 1 || from > to || from > all.size()) {
            throw new UserError(
                    "%load: there are no lines " + lines + ": " + source + " has " + all.size() + " lines.");
        }
        return String.join("\n", all.subList(from - 1, Math.min(to, all.size())));
    }

    private static int number(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
