package joulebook.kernel.channel;

import java.util.function.Consumer;
import joulebook.kernel.protocol.Message;

/** Answers requests of one socket. */
@FunctionalInterface
public interface RequestHandler {
    /** @param reply sends a message back over the socket that the request came from; only valid during the call */
    void handle(Message request, Consumer<Message> reply);
}
