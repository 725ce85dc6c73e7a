package joulebook.kernel.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.VarSnippet;
import joulebook.kernel.session.Analysis.Piece;

/** Tells of what stands in code: the session's own definitions, and what JShell knows of libraries. */
final class Inspection {
    private static final int LONGEST_VALUE = 200;

    private final JShell shell;
    private final SessionControl control;
    private final LibrarySources libraries;

    Inspection(JShell shell, SessionControl control, LibrarySources libraries) {
        this.shell = shell;
        this.control = control;
        this.libraries = libraries;
    }

    Optional<Description> describe(String code, int cursor, List<Piece> pieces, boolean detailed) {
        int begin = Analysis.snippetAt(pieces, cursor);
        String snippet = code.substring(begin);
        int end = endOfName(snippet, cursor - begin);
        Optional<Description> own = own(snippet, end, detailed);
        return own.isPresent() ? own : documented(snippet, cursor - begin, end);
    }

    /** What the session defines under the name that ends there. */
    private Optional<Description> own(String snippet, int end, boolean detailed) {
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(snippet.charAt(start - 1))) {
            start--;
        }
        String name = snippet.substring(start, end);
        if (name.isEmpty() || start > 0 && snippet.charAt(start - 1) == '.') {
            return Optional.empty();
        }
        Stream<DeclarationSnippet> declared =
                Stream.of(shell.variables(), shell.methods(), shell.types()).flatMap(names -> names);
        List<String> found = declared.filter(
                        s -> shell.status(s).isActive() && s.name().equals(name))
                .map(s -> s instanceof VarSnippet variable && !detailed ? variable(variable) : shown(s, detailed))
                .toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(Description.ofCode(String.join("\n\n", found)));
    }

    private String variable(VarSnippet variable) {
        String declaration = variable.typeName() + " " + variable.name();
        String holder = shell.sourceCodeAnalysis().wrapper(variable).fullClassName();
        return declaration + value(control.fieldOf(holder, variable.name()));
    }

    /** Of simple values only: a {@code toString} of the user's may do anything, and this must answer. */
    private static String value(Object value) {
        boolean simple = value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Number && value.getClass().getName().startsWith("java.");
        if (!simple) {
            return "";
        }
        String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
        return " = " + (text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text);
    }

    /** The source of a definition, or its head. */
    private static String shown(Snippet snippet, boolean detailed) {
        String source = snippet.source().strip();
        int body = source.indexOf('{');
        boolean headOnly = snippet.kind() == Snippet.Kind.METHOD && !detailed && body > 0;
        return headOnly ? source.substring(0, body).strip() : source;
    }

    private Optional<Description> documented(String snippet, int cursor, int end) {
        List<Documentation> found = shell.sourceCodeAnalysis().documentation(snippet, cursor, true);
        if (found.isEmpty()) {
            // inside a name: ask at its end
            found = shell.sourceCodeAnalysis().documentation(snippet.substring(0, end) + "(", end + 1, true);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(description(found));
    }

    private Description description(List<Documentation> found) {
        return new Description(
                found.stream().map(this::text).distinct().collect(Collectors.joining("\n\n")),
                found.stream().map(this::html).distinct().collect(Collectors.joining("\n")));
    }

    private String text(Documentation found) {
        return comment(found).isEmpty() ? found.signature() : found.signature() + "\n\n" + Javadoc.text(comment(found));
    }

    private String html(Documentation found) {
        String signature = "<pre>" + Javadoc.escape(found.signature()) + "</pre>";
        return comment(found).isEmpty() ? signature : signature + "\n" + Javadoc.html(comment(found));
    }

    private String comment(Documentation found) {
        return Optional.ofNullable(found.javadoc())
                .or(() -> libraries.comment(found.signature()))
                .orElse("")
                .strip();
    }

    private static int endOfName(String snippet, int cursor) {
        int end = Math.min(cursor, snippet.length());
        while (end < snippet.length() && Character.isJavaIdentifierPart(snippet.charAt(end))) {
            end++;
        }
        return end;
    }
}
