package joulebook.kernel;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import joulebook.kernel.comm.Comms;
import joulebook.kernel.display.Output;
import joulebook.kernel.error.UserError;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.session.JavaSession;

/** Hands comm messages to the user's handlers. What a handler throws is shown under the output it belongs to. */
final class CommRequests {
    private final Comms comms;
    private final Supplier<JavaSession> session;
    private final Output output;

    CommRequests(Comms comms, Supplier<JavaSession> session, Output output) {
        this.comms = comms;
        this.session = session;
        this.output = output;
    }

    Answer info(Message request) {
        return Answer.of(Content.ok().with("comms", comms.info(request.text("target_name", ""))));
    }

    Answer opened(Message request) {
        return handle(comms::opened, request);
    }

    Answer received(Message request) {
        return handle(comms::received, request);
    }

    Answer closed(Message request) {
        return handle(comms::closed, request);
    }

    private Answer handle(Consumer<Message> handler, Message request) {
        try {
            if (request.subshell().isEmpty()) {
                session.get().thread().call(() -> {
                    handler.accept(request);
                    return null;
                });
            } else {
                handler.accept(request); // a cell may be on the session's thread
            }
        } catch (Exception | Error e) {
            List<String> told = e instanceof UserError mistake
                    ? List.of(mistake.text())
                    : session.get().told(e);
            told.forEach(line -> output.stream("stderr", line + "\n"));
        }
        return Answer.of(Content.ok());
    }
}
