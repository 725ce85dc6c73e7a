package joulebook.kernel.error;

/**
 * A mistake of the user's, told in one sentence (what was wrong, what was expected) and, where there is one, a hint
 * (what to do). It is shown without a stack trace.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    public UserError(String sentence) {
        this(sentence, "");
    }

    /** @param hint what to do about it; may be empty */
    public UserError(String sentence, String hint) {
        super(sentence);
        this.hint = hint;
    }

    /** The sentence, followed by the hint where there is one. */
    public String text() {
        return hint.isEmpty() ? getMessage() : getMessage() + " " + hint;
    }
}
