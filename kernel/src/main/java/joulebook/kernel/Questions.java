package joulebook.kernel;

import com.google.gson.JsonObject;
import java.io.InterruptedIOException;
import joulebook.kernel.display.Output;
import joulebook.kernel.error.UserError;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;

/** Asks the front end that sent the running cell for a line of text. */
final class Questions {
    /** Sends an {@code input_request} and waits for the reply. */
    @FunctionalInterface
    interface Front {
        Message ask(Message inputRequest) throws InterruptedException;
    }

    private static final Message NONE = Message.of("", "", new JsonObject(), new JsonObject());

    private final Front front;
    private final Output output;
    private final String session;
    private volatile Message cell = NONE;

    Questions(Front front, Output output, String session) {
        this.front = front;
        this.output = output;
        this.session = session;
    }

    /** From now on questions go to the client that sent this request. */
    void belongTo(Message executeRequest) {
        cell = executeRequest;
    }

    /** The cell has ended: from now on nobody is there to answer. */
    void end() {
        cell = NONE;
    }

    /**
     * The answer of the person at the front end, without a line end.
     *
     * @throws InterruptedIOException if the cell is interrupted meanwhile
     */
    String ask(String prompt, boolean password) throws InterruptedIOException {
        if (!cell.flag("allow_stdin", false)) {
            throw new UserError(
                    "This cell asks for input, and the front end that runs it gives none.",
                    "Run it in a notebook or console that can be typed into, or take the value from a variable.");
        }
        output.flush(); // what was printed before is part of the question
        JsonObject content =
                Content.of().with("prompt", prompt).with("password", password).json();
        try {
            return front.ask(Message.of("input_request", session, cell.header(), content)
                            .withIdentities(cell.identities()))
                    .text("value", "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for input");
        }
    }
}
