package joulebook.kernel.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * Completion, inspection and completeness of code, without running it. Offsets are UTF-16 indices. For any thread, also
 * beside running code.
 */
public final class Analysis {
    private final SourceCodeAnalysis analysis;
    private final ShellLock lock;

    Analysis(SourceCodeAnalysis analysis, ShellLock lock) {
        this.analysis = analysis;
        this.lock = lock;
    }

    /**
     * What may stand at the cursor.
     *
     * @param matches replacements for the text from {@code start} to the cursor, best first
     */
    public record Completions(List<String> matches, int start) {}

    public Completions complete(String code, int cursor) {
        return lock.holding(() -> completions(code, cursor));
    }

    private Completions completions(String code, int cursor) {
        int begin = lastSnippet(code, cursor);
        int[] anchor = {cursor - begin};
        List<Suggestion> suggestions = analysis.completionSuggestions(code.substring(begin), cursor - begin, anchor);
        Map<String, Boolean> byText = new LinkedHashMap<>();
        for (Suggestion suggestion : suggestions) {
            byText.merge(suggestion.continuation(), suggestion.matchesType(), Boolean::logicalOr);
        }
        List<String> matches = new ArrayList<>(byText.keySet());
        matches.sort((a, b) -> Boolean.compare(byText.get(b), byText.get(a))); // stable: those of the wanted type first
        return new Completions(matches, begin + anchor[0]);
    }

    /** Signatures and javadoc of what stands at the cursor; empty if nothing is known of it. */
    public String describe(String code, int cursor) {
        return lock.holding(() -> description(code, cursor));
    }

    private String description(String code, int cursor) {
        int begin = lastSnippet(code, cursor);
        String snippet = code.substring(begin);
        int at = cursor - begin;
        List<Documentation> found = analysis.documentation(snippet, at, true);
        if (found.isEmpty()) {
            // inside a name: ask at its end
            while (at < snippet.length() && Character.isJavaIdentifierPart(snippet.charAt(at))) {
                at++;
            }
            found = analysis.documentation(snippet.substring(0, at) + "(", at + 1, true);
        }
        return found.stream()
                .map(d -> d.javadoc() == null || d.javadoc().isBlank()
                        ? d.signature()
                        : d.signature() + "\n\n" + plain(d.javadoc()))
                .distinct()
                .collect(Collectors.joining("\n\n"));
    }

    /** {@code complete}, {@code incomplete} or {@code invalid}; of the names in it nothing is known yet. */
    public String completeness(String code) {
        List<Piece> pieces = pieces(code);
        if (pieces.isEmpty()) {
            return "complete";
        }
        return switch (pieces.get(pieces.size() - 1).completeness()) { // only the last can be other than complete
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> "incomplete";
            case UNKNOWN -> "invalid";
            default -> "complete";
        };
    }

    /** Whether the next line belongs to the code: it is unfinished, or a statement that still lacks its semicolon. */
    public boolean goesOn(String code) {
        List<Piece> pieces = pieces(code);
        if (pieces.isEmpty()) {
            return false;
        }
        return switch (pieces.get(pieces.size() - 1).completeness()) {
            case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE, COMPLETE_WITH_SEMI -> true;
            default -> false;
        };
    }

    /** Whether an expression ends with a semicolon; comments may follow it. */
    boolean endsWithSemicolon(String expression) {
        boolean commented = expression.contains("//") || expression.contains("/*");
        if (!commented) { // nearly always
            return expression.stripTrailing().endsWith(";");
        }
        return lock.holding(() ->
                !analysis.analyzeCompletion(expression + "\n0").remaining().isEmpty()); // else the 0 does not fit in
    }

    /**
     * A snippet in a longer text.
     *
     * @param text the snippet, with a semicolon added where JShell wants one
     * @param start where it begins; white space before it does not count
     */
    record Piece(String text, int start, Completeness completeness) {}

    /** The snippets of code, in order; after one that is not complete comes no other. */
    List<Piece> pieces(String code) {
        return lock.holding(() -> split(code));
    }

    private List<Piece> split(String code) {
        List<Piece> pieces = new ArrayList<>();
        int start = skipSpace(code, 0);
        while (start < code.length()) {
            CompletionInfo info = analysis.analyzeCompletion(code.substring(start));
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            if (!info.completeness().isComplete()) {
                pieces.add(new Piece(code.substring(start), start, info.completeness()));
                break;
            }
            int next =
                    skipSpace(code, Math.max(0, code.length() - info.remaining().length()));
            if (next <= start) { // JShell calls it complete and takes nothing of it: it does not parse
                pieces.add(new Piece(code.substring(start), start, Completeness.UNKNOWN));
                break;
            }
            pieces.add(new Piece(info.source(), start, info.completeness()));
            start = next;
        }
        return pieces;
    }

    /** Where the snippet with the cursor begins: JShell looks at one snippet at a time. */
    private int lastSnippet(String code, int cursor) {
        return pieces(code).stream()
                .mapToInt(Piece::start)
                .filter(start -> start < cursor)
                .max()
                .orElse(0);
    }

    private static int skipSpace(String code, int from) {
        int at = from;
        while (at < code.length() && Character.isWhitespace(code.charAt(at))) {
            at++;
        }
        return at;
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("<(p|li|ul|pre|br|tr|dt|dd)[^>]*>", "\n")
                .replaceAll("<[^>]+>", "")
                .replaceAll("\\{@\\w+\\s+([^}]*)}", "$1")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .strip();
    }
}
