package joulebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.function.BiConsumer;
import joulebook.kernel.comm.Comm;
import joulebook.kernel.comm.CommMessage;
import joulebook.kernel.comm.Comms;
import joulebook.kernel.display.Output;
import joulebook.kernel.display.Recording;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.session.JavaSession;
import org.junit.jupiter.api.Test;

class CommRequestsTest {
    private final Recording recording = new Recording();
    private final Output output = new Output(recording, "kernel-id");
    private final Comms comms = new Comms(output::publish);

    @Test
    @SuppressWarnings("unchecked")
    void showsWhatAHandlerThrowsAsACellWould() throws Exception {
        try (JavaSession session = new JavaSession(TestMagics::unchanged)) {
            String handler = "java.util.function.BiConsumer<Object, Object> f = (comm, message) -> {\n"
                    + "  throw new IllegalStateException(\"bad message\");\n};\nf";
            comms.target("bad", (BiConsumer<Comm, CommMessage>)
                    session.evaluate(handler, "Cell 3").object());
            JsonObject open = Content.of()
                    .with("comm_id", "c")
                    .with("target_name", "bad")
                    .with("data", new JsonObject())
                    .json();
            new CommRequests(comms, () -> session, output)
                    .opened(Message.of("comm_open", "front", new JsonObject(), open));
            output.flush();
            assertThat(recording.text("stderr"))
                    .startsWith("java.lang.IllegalStateException: bad message")
                    .contains("(Cell 3, line 2)")
                    .doesNotContain("joulebook.kernel");
        }
    }
}
