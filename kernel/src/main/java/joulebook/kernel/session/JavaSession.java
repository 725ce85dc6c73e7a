package joulebook.kernel.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.VarSnippet;
import joulebook.kernel.error.UserError;
import joulebook.kernel.session.Analysis.Piece;

/**
 * A Java session: definitions and variables that live on from cell to cell. Runs in this process, so that objects are
 * shared with the magics. Code is run by one thread at a time, and may evaluate more code itself; {@link #interrupt} and
 * {@link #analysis} are for any thread.
 */
public final class JavaSession implements AutoCloseable {
    private final ShellLock lock = new ShellLock();
    private final CellThread thread;
    private final SessionControl control;
    private final JShell shell;
    private final Analysis analysis;
    private final List<Path> classPath = new CopyOnWriteArrayList<>();
    private final Map<String, Source> sources = new ConcurrentHashMap<>();
    private final SessionVariables variables;
    private final ClassNames classNames = new ClassNames();
    private final Failures failures;
    private final TemporaryVariables temporaries;
    private final Redefinitions redefinitions;
    private final DeadSnippets dead;
    private int running;
    private final Set<String> warned = new HashSet<>();

    /**
     * Opens a session; the environment variable {@code JOULEBOOK_COMPILER_OPTIONS} holds further options of javac's.
     *
     * @param around is laid around each task of the user's before it goes to its thread
     */
    public JavaSession(Around around) {
        thread = new CellThread(around, this::tellUncaught);
        SnippetClasses classes = new SnippetClasses();
        control = new SessionControl(thread, lock, classes);
        shell = JShell.builder()
                .executionEngine(control.provider(), Map.of())
                .compilerOptions(compilerOptions())
                .build();
        failures = new Failures(sources, this::translated, classNames);
        analysis = new Analysis(
                shell,
                lock,
                new Completion(shell, classNames),
                new Inspection(shell, control, new LibrarySources(this::addedToClassPath)));
        variables = new SessionVariables(shell, control);
        temporaries = new TemporaryVariables(shell);
        redefinitions = new Redefinitions(shell, control);
        dead = new DeadSnippets(shell, classes, sources);
    }

    /**
     * The value of code.
     *
     * @param shown whether it is one to show: an expression's that does not end with {@code ;}
     * @param object the value; null if there is none
     */
    public record Value(boolean shown, Object object) {
        /** No value. */
        public static final Value NONE = new Value(false, null);
    }

    /**
     * Runs code: any number of snippets.
     *
     * @param place what the code is called in messages, such as {@code Cell 3}
     * @return the last snippet's value
     * @throws EvaluationException if it does not compile, throws or is interrupted; snippets before stay done
     */
    public Value evaluate(String code, String place) throws EvaluationException {
        control.compiling().start();
        try {
            return snippets(code, place);
        } finally {
            control.compiling().stop();
        }
    }

    private Value snippets(String code, String place) throws EvaluationException {
        Value value = Value.NONE;
        List<Snippet> unresolved = new ArrayList<>();
        for (Piece piece : split(code, place)) {
            Source source = new Source(place, code, piece.start());
            value = lock.holding(() -> run(piece.text(), source, unresolved));
        }
        for (Snippet snippet : unresolved) {
            lock.holding(() -> failures.unresolved(shell, snippet)).ifPresent(System.err::println);
        }
        return value;
    }

    /**
     * Imports names, such as {@code java.util.*} and {@code static java.lang.Math.*}, all at once: JShell takes an import
     * a snippet and compiles for each, but what follows the first in a snippet becomes part of it.
     */
    public void imports(List<String> names, String place) throws EvaluationException {
        String code = Stream.concat(Stream.of(ImportsAtOnce$.class.getCanonicalName()), names.stream())
                .map(name -> "import " + name + ";")
                .collect(Collectors.joining());
        lock.holding(() -> run(code, new Source(place, code, 0), new ArrayList<>()));
    }

    /** The name under which JShell knows the {@link #imports}: none that an import of the user's could take over. */
    public interface ImportsAtOnce$ {}

    /** Runs a task on the thread of the user's code, so that an interrupt reaches it. */
    public CellThread thread() {
        return thread;
    }

    /** Interrupts what runs, or what the cell runs next; returns at once. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Sets who answers when a cell reads from {@link System#console}; holds for all sessions of this process. */
    public void askWith(Asking asking) {
        CellConsole.askWith(asking);
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
        HandOver.give(value);
        try {
            evaluate(HandOver.definition(name, type), name);
        } catch (EvaluationException e) {
            throw new IllegalStateException("The variable " + name + " could not be defined: " + e.lines(), e);
        } finally {
            HandOver.give(null);
        }
    }

    /** The qualified names of the classes with a simple name, in the JDK and on the class path of the start. */
    public List<String> classesNamed(String simpleName) {
        return classNames.named(simpleName);
    }

    /** The value of a variable, if there is one of that name. */
    public Optional<Object> variable(String name) {
        return lock.holding(() -> variables.find(name)).map(Variable::value);
    }

    /** The variables of the session, in the order of their definition. */
    public List<Variable> variables() {
        return lock.holding(variables::all);
    }

    /** What the user's code has thrown where no cell waits for it, as a cell would show it. */
    public List<String> told(Throwable thrown) {
        return failures.uncaught(thrown, "");
    }

    /** Adds a jar or a directory of classes. */
    public void addToClassPath(Path path) {
        lock.holding(() -> {
            shell.addToClasspath(path.toString());
            return null;
        });
        classPath.add(path);
    }

    /** What was added to the class path, in order. */
    public List<Path> addedToClassPath() {
        return List.copyOf(classPath);
    }

    /**
     * Forgets variables, methods, classes and imports, but for those that were defined in a place of this name. What
     * only the variables held can be collected as garbage.
     */
    public void reset(String kept) {
        lock.holding(() -> {
            variables.clear(); // JShell keeps the classes that hold the values
            List<Snippet> forgotten = new ArrayList<>(shell.snippets()
                    .filter(snippet -> shell.status(snippet).isActive())
                    .filter(snippet -> !isOf(snippet, kept))
                    .toList());
            Collections.reverse(forgotten); // what uses others first
            forgotten.forEach(shell::drop);
            temporaries.clear();
            return null;
        });
    }

    private boolean isOf(Snippet snippet, String place) {
        Source source = sources.get(snippet.id());
        return source != null && source.place().equals(place);
    }

    /** What compiling has cost the calling threads so far. */
    public Usage compiling() {
        return control.compiling().total();
    }

    /** The class file of a class of the session's, as it was compiled; of the latest definition of that simple name. */
    public Optional<byte[]> classFile(String simpleName) {
        return lock.holding(() -> control.classFile(simpleName));
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
        private static final AtomicReference<Object> VALUE = new AtomicReference<>();

        private HandOver() {}

        static void give(Object value) {
            VALUE.set(value);
        }

        /** What was given, once; called by the code of {@link #definition}. */
        @SuppressWarnings("unchecked") // the definition fails if the type is another
        public static <T> T take() {
            return (T) VALUE.getAndSet(null);
        }

        /** The code that defines a variable with what was given. */
        static String definition(String name, String type) {
            return "%s %s = %s.take();".formatted(type, name, HandOver.class.getCanonicalName());
        }
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

    /** Options of javac's, such as {@code --enable-preview --release 25 -Xlint:deprecation}. */
    private static String[] compilerOptions() {
        String options = System.getenv().getOrDefault("JOULEBOOK_COMPILER_OPTIONS", "");
        return options.isBlank() ? new String[0] : options.strip().split("\\s+");
    }

    private void warnOnce(String message, String place) {
        if (warned.add(message)) {
            System.err.println(place + ": warning: " + message);
        }
    }

    /** The throwable with frames of snippets in place of the classes that JShell makes of them. */
    private Throwable translated(Throwable original) {
        return lock.holding(() -> {
            control.throwNext(original);
            JShellException exception = shell.eval(";").get(0).exception();
            return exception == null ? original : exception;
        });
    }

    /** On the thread that ends, so that the text goes where its cell's does. */
    private void tellUncaught(Throwable thrown) {
        if (!(thrown instanceof CellStopped)) {
            String thread = "Exception in thread \"" + Thread.currentThread().getName() + "\": ";
            failures.uncaught(thrown, thread).forEach(System.err::println);
        }
    }

    private List<SnippetEvent> eval(String text, Source source) throws EvaluationException {
        running++; // its code may evaluate more
        try {
            return thread.deferringInterrupts(() -> shell.eval(text));
        } catch (AssertionError | IllegalArgumentException | NullPointerException e) { // javac's own faults
            throw failures.compilerFault(source, e);
        } finally {
            running--;
        }
    }

    private Value run(String text, Source source, List<Snippet> unresolved) throws EvaluationException {
        temporaries.keepThoseIn(text);
        if (running == 0) {
            dead.letGo();
        }
        List<SnippetEvent> events = eval(text, source);
        SnippetEvent event = events.stream()
                .filter(e -> e.causeSnippet() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JShell gave no event"));
        Snippet snippet = event.snippet();
        if (event.status() == Status.REJECTED) {
            redefinitions.undo(events);
            List<Diag> errors = shell.diagnostics(snippet).toList();
            List<Diag> users = errors.stream()
                    .filter(error -> !CanonicalConstructors.isMendable(error, text))
                    .toList();
            if (users.isEmpty() && !errors.isEmpty()) {
                return run(CanonicalConstructors.mended(errors.get(0), text), source, unresolved);
            }
            throw failures.compile(users, source);
        }
        sources.put(snippet.id(), source);
        events.forEach(e -> failures.broken(shell, e).ifPresent(System.err::println));
        failures.warnings(shell.diagnostics(snippet).toList(), source).forEach(this::warnOnce);
        boolean temporary = snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
        if (temporary) {
            temporaries.add(snippet, ((VarSnippet) snippet).name(), control.holder());
        }
        Optional<Throwable> thrown = control.takeThrown();
        if (thrown.orElse(null) instanceof CellThread.InterruptedCell interrupted) {
            throw failures.interrupted(source, interrupted);
        }
        JShellException exception = event.exception();
        if (exception != null) {
            throw failures.thrown(shell, exception, thrown.orElse(exception));
        }
        if (event.status() == Status.RECOVERABLE_DEFINED || event.status() == Status.RECOVERABLE_NOT_DEFINED) {
            unresolved.add(snippet);
        }
        boolean expression = temporary || snippet.kind() == Snippet.Kind.EXPRESSION;
        return new Value(expression && !analysis.endsWithSemicolon(text), control.takeValue());
    }
}
