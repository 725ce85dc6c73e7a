package joulebook.ml.energy;

/** A device or a driver that cannot be read. The message is a note for the user: what is missing and what helps. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableException(String note) {
        super(note);
    }
}
