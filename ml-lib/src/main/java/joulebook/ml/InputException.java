package joulebook.ml;

/**
 * An argument the library cannot work with. The message is one sentence for the person who passed it: what was wrong,
 * what was expected and what to do.
 */
public final class InputException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param sentence one sentence: what was wrong, what was expected, what to do */
    public InputException(String sentence) {
        super(sentence);
    }
}
