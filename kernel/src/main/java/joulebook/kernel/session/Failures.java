package joulebook.kernel.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.PersistentSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import joulebook.kernel.session.EvaluationException.Kind;

/** Says what went wrong in the terms of the user's cells: cell and line, the line itself, a caret, the user's frames. */
final class Failures {
    private static final int FIRST_LINES = 20;
    private static final int LAST_LINES = 10;
    private static final int MOST_IMPORTS = 5;
    private static final Pattern MISSING = Pattern.compile("\\s*symbol:\\s+(?:class|variable) (\\p{Lu}\\w*)");

    private final Map<String, Source> sources;
    private final UnaryOperator<Throwable> translation;
    private final ClassNames classNames;

    /**
     * @param sources where each snippet stands, by JShell's id of it
     * @param translation exchanges a throwable for JShell's, whose frames are those of snippets
     * @param classNames what could be imported
     */
    Failures(Map<String, Source> sources, UnaryOperator<Throwable> translation, ClassNames classNames) {
        this.sources = sources;
        this.translation = translation;
        this.classNames = classNames;
    }

    EvaluationException incomplete(Source source) {
        String sentence = "this statement is not finished (a bracket, a quote or its end is missing)";
        List<String> lines = new ArrayList<>();
        lines.add(source.at(source.line(0)) + ": " + sentence);
        lines.addAll(source.marked(0, 0, 1));
        return new EvaluationException(Kind.COMPILE, "CompileError", lines.get(0), lines, null);
    }

    EvaluationException compile(List<Diag> diagnostics, Source source) {
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).toList();
        List<String> lines = new ArrayList<>();
        for (Diag error : errors) {
            List<String> message = error.getMessage(Locale.ROOT)
                    .lines()
                    .filter(line -> !line.strip().matches("location: class\\s*"))
                    .toList();
            lines.add(source.at(source.line((int) error.getPosition())) + ": " + message.get(0));
            lines.addAll(source.marked(error.getStartPosition(), error.getPosition(), error.getEndPosition()));
            message.stream().skip(1).forEach(lines::add);
            message.stream().flatMap(this::importsFor).forEach(lines::add);
        }
        String first = lines.isEmpty() ? source.place() + ": this does not compile" : lines.get(0);
        return new EvaluationException(
                Kind.COMPILE, "CompileError", first, lines.isEmpty() ? List.of(first) : lines, null);
    }

    /** The imports that a line such as {@code symbol: class Foo} asks for. */
    private Stream<String> importsFor(String line) {
        Matcher missing = MISSING.matcher(line);
        return missing.matches()
                ? classNames.named(missing.group(1)).stream()
                        .limit(MOST_IMPORTS)
                        .map(name -> "  Not imported: add  import " + name + ";")
                : Stream.empty();
    }

    /** What the compiler warns of: message and place. */
    Map<String, String> warnings(List<Diag> diagnostics, Source source) {
        Map<String, String> warnings = new LinkedHashMap<>();
        for (Diag diagnostic : diagnostics) {
            if (!diagnostic.isError()) {
                warnings.putIfAbsent(
                        diagnostic.getMessage(Locale.ROOT), source.at(source.line((int) diagnostic.getPosition())));
            }
        }
        return warnings;
    }

    /** A fault of the compiler's itself; what it stumbles over may stand in an earlier cell. */
    EvaluationException compilerFault(Source source, Throwable fault) {
        String sentence = source.at(source.line(0)) + ": the Java compiler fails at this (" + fault + ")."
                + " Often a name has become ambiguous by an import: name the class that is meant in an import of its own.";
        return new EvaluationException(Kind.COMPILE, "CompileError", sentence, List.of(sentence), fault);
    }

    /** That something defined earlier does not compile any more, since what it uses has changed. */
    Optional<String> broken(JShell shell, SnippetEvent event) {
        boolean breaks = event.causeSnippet() != null
                && event.previousStatus().isDefined()
                && (event.status() == Status.REJECTED || event.status() == Status.RECOVERABLE_NOT_DEFINED);
        if (!breaks || !(event.snippet() instanceof PersistentSnippet definition)) {
            return Optional.empty();
        }
        String reason = shell.diagnostics(definition)
                .filter(Diag::isError)
                .findFirst()
                .map(error -> error.getMessage(Locale.ROOT).lines().findFirst().orElse(""))
                .orElse("what it uses is gone");
        return Optional.of(definition.name() + " does not compile any more: " + reason);
    }

    EvaluationException interrupted(Source source, CellThread.InterruptedCell cause) {
        String sentence = cause.abandoned()
                ? "Interrupted. The code could not be stopped (it waits for a lock or in native code) and was left running"
                        + " on a thread of its own; the session goes on."
                : "Interrupted.";
        return new EvaluationException(Kind.INTERRUPTED, "Interrupted", sentence, List.of(sentence), cause);
    }

    /** @param original the exception as it was thrown; JShell's has the frames translated */
    EvaluationException thrown(JShell shell, JShellException translated, Throwable original) {
        if (translated instanceof UnresolvedReferenceException unresolved) {
            String sentence = unresolved(shell, unresolved.getSnippet()).orElse(unresolved.getMessage());
            return new EvaluationException(Kind.THROWN, "UnresolvedReference", sentence, List.of(sentence), original);
        }
        List<String> lines = new ArrayList<>();
        describe(original, translated, "", "", lines);
        String message = original.getMessage() == null ? "" : plain(original.getMessage());
        return new EvaluationException(Kind.THROWN, original.getClass().getSimpleName(), message, lines, original);
    }

    /** What a definition still lacks, such as {@code f() uses g(), which is not defined yet.} */
    Optional<String> unresolved(JShell shell, Snippet snippet) {
        if (!(snippet instanceof DeclarationSnippet declaration)) {
            return Optional.empty();
        }
        String missing = shell.unresolvedDependencies(declaration).collect(Collectors.joining(", "));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(declaration.name() + " uses " + missing + ", which is not defined yet.");
    }

    /** What the user's code has thrown outside of a cell, such as on a thread that it started. */
    List<String> uncaught(Throwable original, String prefix) {
        List<String> lines = new ArrayList<>();
        describe(original, translation.apply(original), prefix, "", lines);
        return lines;
    }

    private void describe(Throwable original, Throwable translated, String prefix, String indent, List<String> lines) {
        String message = original.getMessage();
        lines.add(plain(indent + prefix + original.getClass().getName() + (message == null ? "" : ": " + message)));
        List<String> frames = new ArrayList<>();
        frames(translated.getStackTrace(), frames);
        frames.forEach(frame -> lines.add(indent + frame));
        if (lines.size() > 200) {
            return;
        }
        for (Throwable suppressed : original.getSuppressed()) {
            describe(suppressed, translation.apply(suppressed), "Suppressed: ", indent + "    ", lines);
        }
        if (original.getCause() != null && translated.getCause() != null) {
            describe(original.getCause(), translated.getCause(), "Caused by: ", indent, lines);
        }
    }

    /**
     * The frames down to the last one in a cell, so that this kernel's own and JShell's are left out; a frame that
     * comes again and again is counted, and a long trace is without its middle. The code is quoted once, under the
     * innermost frame in a cell.
     */
    private void frames(StackTraceElement[] trace, List<String> lines) {
        int end = trace.length;
        while (end > 0 && !inCell(trace[end - 1])) {
            end--;
        }
        List<String> told = new ArrayList<>();
        boolean quoted = false;
        int next;
        for (int i = 0; i < end; i = next) {
            StackTraceElement frame = trace[i];
            next = i + 1;
            while (next < end && trace[next].equals(frame)) {
                next++;
            }
            told.add("    at " + (inCell(frame) ? cellFrame(frame) : frame));
            if (inCell(frame) && !quoted) {
                told.add("       " + source(frame).code(frame.getLineNumber()));
                quoted = true;
            }
            if (next - i > 1) {
                told.add("    ... and " + (next - i - 1) + " times more");
            }
        }
        if (told.size() > FIRST_LINES + LAST_LINES) {
            List<String> middle = told.subList(FIRST_LINES, told.size() - LAST_LINES);
            String left = "    ... " + middle.size() + " more lines";
            middle.clear();
            told.add(FIRST_LINES, left);
        }
        lines.addAll(told);
    }

    private boolean inCell(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#") && sources.containsKey(file.substring(1));
    }

    private Source source(StackTraceElement inCell) {
        return sources.get(inCell.getFileName().substring(1));
    }

    private String cellFrame(StackTraceElement frame) {
        Source source = source(frame);
        String type = frame.getClassName().isEmpty() ? "" : frame.getClassName() + ".";
        String name = frame.getMethodName().replaceFirst("^lambda\\$do_it\\$.*", "lambda"); // JShell's own name for one
        String method = name.isEmpty() ? "" : type + name + " ";
        return method + "(" + source.at(source.sourceLine(frame.getLineNumber())) + ")";
    }

    /** The text without the names of the classes that JShell lays around snippets. */
    private static String plain(String text) {
        return text.replaceAll("REPL\\.\\$JShell\\$\\w+[.$]", "");
    }
}
