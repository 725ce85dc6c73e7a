package joulebook.kernel.comm;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;

/**
 * The open comms and the targets that the front end may open. A widget is a comm to the target {@code jupyter.widget}
 * with metadata {@code {"version": "2.1.0"}} and data {@code {"state": {...}, "buffer_paths": [...]}}.
 */
public final class Comms {
    /** Publishes a message on iopub. */
    @FunctionalInterface
    public interface Publisher {
        void publish(String type, JsonObject content, JsonObject metadata, List<byte[]> buffers);
    }

    private final Publisher publisher;
    private final Map<String, Comm> open = new ConcurrentHashMap<>();
    private final Map<String, BiConsumer<Comm, CommMessage>> targets = new ConcurrentHashMap<>();

    public Comms(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Opens a comm to a target of the front end. */
    public Comm open(String target, JsonElement data, JsonObject metadata, List<byte[]> buffers) {
        Comm comm = new Comm(this, Comm.newId(), target);
        open.put(comm.id(), comm);
        JsonObject content = content(comm, data);
        content.addProperty("target_name", target);
        publisher.publish("comm_open", content, metadata, buffers);
        return comm;
    }

    /** Sets who is told when the front end opens a comm to this target, with the opening message. */
    public void target(String name, BiConsumer<Comm, CommMessage> onOpen) {
        targets.put(name, onOpen);
    }

    /** A comm that the front end opens; one to an unknown target is closed at once, as the protocol asks. */
    public void opened(Message request) {
        String target = request.text("target_name", "");
        Comm comm = new Comm(this, request.text("comm_id", ""), target);
        BiConsumer<Comm, CommMessage> onOpen = targets.get(target);
        if (onOpen == null) {
            send("comm_close", comm, new JsonObject(), new JsonObject(), List.of());
            return;
        }
        open.put(comm.id(), comm);
        onOpen.accept(comm, message(request));
    }

    /** A message of the front end; one to a comm that is not open is left alone. */
    public void received(Message request) {
        comm(request).ifPresent(comm -> comm.message(message(request)));
    }

    /** The front end closes a comm. */
    public void closed(Message request) {
        comm(request).ifPresent(comm -> {
            forget(comm);
            comm.closed(message(request));
        });
    }

    /** The open comms as {@code comm_info_reply} lists them: {@code {id: {target_name}}}; all if target is empty. */
    public JsonObject info(String target) {
        JsonObject comms = new JsonObject();
        open.values().stream()
                .filter(comm -> target.isEmpty() || comm.target().equals(target))
                .forEach(comm -> comms.add(
                        comm.id(),
                        Content.of().with("target_name", comm.target()).json()));
        return comms;
    }

    void send(String type, Comm comm, JsonElement data, JsonObject metadata, List<byte[]> buffers) {
        publisher.publish(type, content(comm, data), metadata, buffers);
    }

    boolean forget(Comm comm) {
        return open.remove(comm.id(), comm);
    }

    private Optional<Comm> comm(Message request) {
        return Optional.ofNullable(open.get(request.text("comm_id", "")));
    }

    private static JsonObject content(Comm comm, JsonElement data) {
        return Content.of().with("comm_id", comm.id()).with("data", data).json();
    }

    private static CommMessage message(Message request) {
        JsonElement data = request.content().get("data");
        return new CommMessage(data == null ? JsonNull.INSTANCE : data, request.metadata(), request.buffers());
    }
}
