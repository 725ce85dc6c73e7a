package joulebook.kernel.session;

import java.util.List;

/** Code that did not compile, threw, or was interrupted, in the words that its user reads. */
public final class EvaluationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why an evaluation failed. */
    public enum Kind {
        COMPILE,
        THROWN,
        INTERRUPTED
    }

    private final Kind kind;
    private final String name;
    private final transient List<String> lines;

    EvaluationException(Kind kind, String name, String sentence, List<String> lines, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
        this.name = name;
        this.lines = List.copyOf(lines);
    }

    public Kind kind() {
        return kind;
    }

    /** The exception's simple class name, {@code CompileError} or {@code Interrupted}. */
    public String name() {
        return name;
    }

    /** What to show, line by line, without colours. */
    public List<String> lines() {
        return lines;
    }
}
