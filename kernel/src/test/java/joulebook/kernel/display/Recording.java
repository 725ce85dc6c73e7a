package joulebook.kernel.display;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import joulebook.kernel.protocol.Message;

/** Stands where iopub is, and keeps what is published. */
public final class Recording implements Consumer<Message> {
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Message message) {
        messages.add(message);
        listeners.forEach(listener -> listener.accept(message));
    }

    /** Tells of each message, once it is kept. */
    public void listen(Consumer<Message> listener) {
        listeners.add(listener);
    }

    public List<Message> messages() {
        return messages;
    }

    public List<String> types() {
        return messages.stream().map(Message::type).toList();
    }

    /** All text of a stream: in how many messages it came is a matter of time. */
    public String text(String stream) {
        return messages.stream()
                .filter(message -> message.type().equals("stream")
                        && message.text("name", "").equals(stream))
                .map(message -> message.text("text", ""))
                .collect(Collectors.joining());
    }
}
