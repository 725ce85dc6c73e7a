package joulebook.kernel.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.lang.model.SourceVersion;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import joulebook.kernel.error.UserError;
import joulebook.kernel.session.Analysis.Piece;

/**
 * A Java session: definitions and variables that live on from cell to cell. Runs in this process, so that objects are
 * shared with the magics. Not for use by two threads at once, except {@link #interrupt}.
 */
public final class JavaSession implements AutoCloseable {
    private final CellThread thread;
    private final SessionControl control;
    private final JShell shell;
    private final Analysis analysis;
    private final Map<String, Source> sources = new HashMap<>();
    private final Failures failures = new Failures(sources);

    /** @param around is laid around each task of the user's before it goes to its thread */
    public JavaSession(Around around) {
        thread = new CellThread(around);
        control = new SessionControl(thread);
        shell = JShell.builder().executionEngine(control.provider(), Map.of()).build();
        analysis = new Analysis(shell.sourceCodeAnalysis());
    }

    /**
     * The value of code.
     *
     * @param shown whether it is one to show: an expression's that does not end with {@code ;}
     * @param object the value; null if there is none
     */
    public record Value(boolean shown, Object object) {
        static final Value NONE = new Value(false, null);
    }

    /**
     * Runs code: any number of snippets.
     *
     * @param place what the code is called in messages, such as {@code Cell 3}
     * @return the last snippet's value
     * @throws EvaluationException if it does not compile, throws or is interrupted; snippets before stay done
     */
    public Value evaluate(String code, String place) throws EvaluationException {
        Value value = Value.NONE;
        List<Snippet> unresolved = new ArrayList<>();
        for (Piece piece : split(code, place)) {
            Source source = new Source(place, code, piece.start());
            SnippetEvent event = run(piece.text(), source);
            Snippet snippet = event.snippet();
            if (event.status() == Status.RECOVERABLE_DEFINED || event.status() == Status.RECOVERABLE_NOT_DEFINED) {
                unresolved.add(snippet);
            }
            value = new Value(shown(snippet, piece.text()), control.takeValue());
        }
        for (Snippet snippet : unresolved) {
            failures.unresolved(shell, snippet).ifPresent(System.err::println);
        }
        return value;
    }

    /** Runs a task on the thread of the user's code, so that an interrupt reaches it. */
    public CellThread thread() {
        return thread;
    }

    /** Interrupts what runs, or what the cell runs next; returns at once. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Defines a variable.
     *
     * @param type its type as it is written in Java, visible from the session
     */
    public void define(String name, String type, Object value) {
        if (!SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name)) {
            throw new UserError("'" + name + "' is not a name that a Java variable can have.", "Choose a plain name.");
        }
        HandOver.VALUE.set(value);
        try {
            evaluate(
                    "%s %s = (%s) %s.VALUE.getAndSet(null);"
                            .formatted(type, name, type, HandOver.class.getCanonicalName()),
                    name);
        } catch (EvaluationException e) {
            throw new IllegalStateException("The variable " + name + " could not be defined: " + e.lines(), e);
        } finally {
            HandOver.VALUE.set(null);
        }
    }

    /** The value of a variable, if there is one of that name. */
    public Optional<Object> variable(String name) {
        boolean known = shell.variables().anyMatch(v -> v.name().equals(name) && shell.status(v) == Status.VALID);
        if (!known) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(evaluate(name, name).object());
        } catch (EvaluationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** JShell's own analysis, for completion and inspection. */
    public Analysis analysis() {
        return analysis;
    }

    @Override
    public void close() {
        shell.close();
        thread.close();
    }

    /** Carries an object into the session. */
    public static final class HandOver {
        /** What the next variable definition takes. */
        public static final AtomicReference<Object> VALUE = new AtomicReference<>();

        private HandOver() {}
    }

    /** Splits code into snippets, before any of them runs: an unfinished one must not leave half a cell done. */
    private List<Piece> split(String code, String place) throws EvaluationException {
        List<Piece> pieces = analysis.pieces(code);
        for (Piece piece : pieces) {
            if (piece.completeness() == Completeness.DEFINITELY_INCOMPLETE
                    || piece.completeness() == Completeness.CONSIDERED_INCOMPLETE) {
                throw failures.incomplete(new Source(place, code, piece.start()));
            }
        }
        return pieces;
    }

    private SnippetEvent run(String text, Source source) throws EvaluationException {
        SnippetEvent event = shell.eval(text).stream()
                .filter(e -> e.causeSnippet() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JShell gave no event"));
        Snippet snippet = event.snippet();
        if (event.status() == Status.REJECTED) {
            List<Diag> errors = shell.diagnostics(snippet).toList();
            List<Diag> users = errors.stream()
                    .filter(error -> !CanonicalConstructors.isMendable(error, text))
                    .toList();
            if (users.isEmpty() && !errors.isEmpty()) {
                return run(CanonicalConstructors.mended(errors.get(0), text), source);
            }
            throw failures.compile(users, source);
        }
        sources.put(snippet.id(), source);
        Optional<Throwable> thrown = control.takeThrown();
        if (thrown.orElse(null) instanceof CellThread.InterruptedCell interrupted) {
            throw failures.interrupted(source, interrupted);
        }
        JShellException exception = event.exception();
        if (exception != null) {
            throw failures.thrown(shell, exception, thrown.orElse(exception));
        }
        return event;
    }

    private boolean shown(Snippet snippet, String text) {
        boolean expression = snippet.kind() == Snippet.Kind.EXPRESSION
                || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        return expression && !analysis.endsWithSemicolon(text);
    }
}
