package joulebook.kernel.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Completion, inspection and completeness of code, without running it. Offsets are UTF-16 indices. For any thread, also
 * beside running code.
 */
public final class Analysis {
    private final SourceCodeAnalysis analysis;
    private final ShellLock lock;
    private final Completion completion;
    private final Inspection inspection;

    Analysis(JShell shell, ShellLock lock, Completion completion, Inspection inspection) {
        this.analysis = shell.sourceCodeAnalysis();
        this.lock = lock;
        this.completion = completion;
        this.inspection = inspection;
    }

    /** What may stand at the cursor. */
    public Completions complete(String code, int cursor) {
        return lock.holding(() -> completion.complete(code, cursor, pieces(code)));
    }

    /**
     * What stands at the cursor.
     *
     * @param detailed whether to tell the source of what the session defines
     */
    public Optional<Description> describe(String code, int cursor, boolean detailed) {
        return lock.holding(() -> inspection.describe(code, cursor, pieces(code), detailed));
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
    static int snippetAt(List<Piece> pieces, int cursor) {
        return pieces.stream()
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
}
