package joulebook.kernel.protocol;

/** Frames that are no valid Jupyter message; the message completes the sentence "A message was dropped: ...". */
public final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMessageException(String reason) {
        super(reason);
    }
}
