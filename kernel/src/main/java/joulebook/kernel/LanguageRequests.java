package joulebook.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joulebook.kernel.cell.History;
import joulebook.kernel.cell.History.Entry;
import joulebook.kernel.magic.CellText;
import joulebook.kernel.magic.CellText.JavaPart;
import joulebook.kernel.magic.CellText.Part;
import joulebook.kernel.magic.MagicCompletion;
import joulebook.kernel.magic.Magics;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.session.Analysis;
import joulebook.kernel.session.Completions;
import joulebook.kernel.session.Completions.Match;
import joulebook.kernel.session.Description;
import joulebook.kernel.session.JavaSession;
import joulebook.kernel.session.PathCompletion;

/** Answers questions about code without running it: completion, inspection, completeness, history. */
final class LanguageRequests {
    private static final Pattern MAGIC_NAME = Pattern.compile("\\s*%{1,2}([\\w-]*)");
    private static final Pattern MAGIC_LINE = Pattern.compile("\\s*%{1,2}([\\w-]+)\\s.*");
    private static final Pattern MAGIC_IN_CODE = Pattern.compile("(?m)^[ \\t]*%{1,2}[A-Za-z].*$");

    private final Supplier<JavaSession> session;
    private final Magics magics;
    private final History history;

    LanguageRequests(Supplier<JavaSession> session, Magics magics, History history) {
        this.session = session;
        this.magics = magics;
        this.history = history;
    }

    Answer complete(Message request) {
        String code = request.text("code", "");
        int cursor = cursor(request, code);
        Completions found = completions(code, cursor);
        int start = code.codePointCount(0, found.start());
        int end = code.codePointCount(0, cursor);
        return Answer.of(Content.ok()
                .with("matches", Content.strings(found.texts()))
                .with("cursor_start", start)
                .with("cursor_end", end)
                .with("metadata", types(found.matches(), start, end)));
    }

    /** What front ends show beside each match; IPython has introduced it. */
    private static JsonObject types(List<Match> matches, int start, int end) {
        JsonArray types = new JsonArray();
        for (Match match : matches) {
            JsonObject type = new JsonObject();
            type.addProperty("start", start);
            type.addProperty("end", end);
            type.addProperty("text", match.text());
            type.addProperty("type", match.type());
            type.addProperty("signature", match.signature());
            types.add(type);
        }
        JsonObject metadata = new JsonObject();
        metadata.add("_jupyter_types_experimental", types);
        return metadata;
    }

    Answer inspect(Message request) {
        String code = request.text("code", "");
        int cursor = cursor(request, code);
        Optional<Description> found = description(code, cursor, request.number("detail_level", 0) > 0);
        JsonObject data = new JsonObject();
        found.ifPresent(description -> {
            data.addProperty("text/plain", description.text());
            data.addProperty("text/html", description.html());
        });
        return Answer.of(
                Content.ok().with("found", found.isPresent()).with("data", data).with("metadata", new JsonObject()));
    }

    private Optional<Description> description(String code, int cursor, boolean detailed) {
        Matcher magic = MAGIC_LINE.matcher(line(code, cursor, code.indexOf('\n', cursor)) + " ");
        return magic.matches()
                ? Optional.of(magics.help(magic.group(1)))
                        .filter(help -> !help.isEmpty())
                        .map(Description::ofCode)
                : session.get().analysis().describe(java(code), cursor, detailed);
    }

    Answer isComplete(Message request) {
        String code = request.text("code", "");
        if (code.stripLeading().startsWith("%%")) {
            // a cell magic's text ends with an empty line
            return completeness(code.endsWith("\n") ? "complete" : "incomplete", "");
        }
        Analysis analysis = session.get().analysis();
        List<Part> parts = CellText.split(code, analysis::goesOn);
        boolean java = !parts.isEmpty() && parts.get(parts.size() - 1) instanceof JavaPart;
        String status = java ? analysis.completeness(((JavaPart) parts.get(parts.size() - 1)).code()) : "complete";
        return completeness(status, "    ");
    }

    private static Answer completeness(String status, String indent) {
        Content content = Content.of().with("status", status);
        return Answer.of(status.equals("incomplete") ? content.with("indent", indent) : content);
    }

    Answer history(Message request) {
        int n = request.number("n", -1);
        List<Entry> entries =
                switch (request.text("hist_access_type", "tail")) {
                    case "range" ->
                        history.range(
                                request.number("session", 0), request.number("start", 1), request.number("stop", 0));
                    case "search" -> history.search(request.text("pattern", "*"), n, request.flag("unique", false));
                    default -> history.tail(n);
                };
        boolean output = request.flag("output", false);
        JsonArray answer = new JsonArray();
        for (Entry entry : entries) {
            JsonArray row = new JsonArray();
            row.add(entry.session());
            row.add(entry.line());
            if (output) { // outputs are not kept
                JsonArray both = new JsonArray();
                both.add(entry.code());
                both.add(JsonNull.INSTANCE);
                row.add(both);
            } else {
                row.add(entry.code());
            }
            answer.add(row);
        }
        return Answer.of(Content.ok().with("history", answer));
    }

    private Completions completions(String code, int cursor) {
        String line = line(code, cursor, cursor);
        Matcher name = MAGIC_NAME.matcher(line);
        if (name.matches()) {
            List<Match> names = magics.names(name.group(1)).stream()
                    .map(magic -> new Match(magic, "magic", ""))
                    .toList();
            return new Completions(names, cursor - name.group(1).length());
        }
        Matcher magic = MAGIC_LINE.matcher(line);
        if (magic.matches() && !magics.help(magic.group(1)).isEmpty()) {
            MagicCompletion found =
                    magics.complete(magic.group(1), line.substring(magic.end(1)), session.get()::variables);
            if (found.java() && found.candidates().isEmpty()) {
                String java = " ".repeat(cursor - found.word().length()) + found.word();
                return session.get().analysis().complete(java, cursor);
            }
            if (found.candidates().isEmpty() && found.files()) {
                return PathCompletion.of(found.word(), cursor);
            }
            List<Match> candidates = found.candidates().stream()
                    .map(c -> new Match(c.text(), c.kind().name().toLowerCase(Locale.ROOT), c.description()))
                    .toList();
            return new Completions(candidates, cursor - found.word().length());
        }
        return session.get().analysis().complete(java(code), cursor);
    }

    /** The code with spaces in place of its magics. */
    private static String java(String code) {
        return MAGIC_IN_CODE.matcher(code).replaceAll(magic -> " ".repeat(magic.end() - magic.start()));
    }

    /** The text from the start of the cursor's line to {@code end} (to the code's end if negative). */
    private static String line(String code, int cursor, int end) {
        return code.substring(code.lastIndexOf('\n', cursor - 1) + 1, end < 0 ? code.length() : end);
    }

    /** The cursor as a UTF-16 index; Jupyter counts code points. */
    private static int cursor(Message request, String code) {
        int points = Math.max(0, request.number("cursor_pos", Integer.MAX_VALUE));
        return points >= code.codePointCount(0, code.length()) ? code.length() : code.offsetByCodePoints(0, points);
    }
}
