package joulebook.kernel.comm;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A channel to an object in the front end, such as a widget's model: messages with JSON and binary buffers in both
 * directions. Opened by either side; see {@link Comms}.
 */
public final class Comm {
    private static final Consumer<CommMessage> NOTHING = message -> {};

    private final Comms comms;
    private final String id;
    private final String target;
    private volatile Consumer<CommMessage> onMessage = NOTHING;
    private volatile Consumer<CommMessage> onClose = NOTHING;

    Comm(Comms comms, String id, String target) {
        this.comms = comms;
        this.id = id;
        this.target = target;
    }

    static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    public String id() {
        return id;
    }

    public String target() {
        return target;
    }

    /** Sends data to the front end. */
    public void send(JsonElement data) {
        send(data, new JsonObject(), List.of());
    }

    /** Sends data, metadata and binary buffers to the front end. */
    public void send(JsonElement data, JsonObject metadata, List<byte[]> buffers) {
        comms.send("comm_msg", this, data, metadata, buffers);
    }

    /** Closes both ends. */
    public void close(JsonElement data) {
        if (comms.forget(this)) {
            comms.send("comm_close", this, data, new JsonObject(), List.of());
        }
    }

    /** Sets who is told of each message from the front end; called on the thread of the user's code. */
    public Comm onMessage(Consumer<CommMessage> handler) {
        onMessage = handler;
        return this;
    }

    /** Sets who is told when the front end closes the comm. */
    public Comm onClose(Consumer<CommMessage> handler) {
        onClose = handler;
        return this;
    }

    void message(CommMessage message) {
        onMessage.accept(message);
    }

    void closed(CommMessage message) {
        onClose.accept(message);
    }
}
