package joulebook.install.client;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.MalformedMessageException;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A Jupyter client: sends requests to a kernel and gathers what it answers and publishes. For use by one thread. */
public final class KernelClient implements AutoCloseable {
    private static final int LIVENESS_MS = 500;

    private final ZContext context = new ZContext();
    private final String session = UUID.randomUUID().toString();
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket iopub;
    private final MessageCodec shellCodec;
    private final MessageCodec controlCodec;
    private final MessageCodec iopubCodec;
    private final ZMQ.Poller poller;
    private final BooleanSupplier alive;

    /** @param alive whether the kernel's process still runs */
    public KernelClient(Connection connection, BooleanSupplier alive) {
        this.alive = alive;
        shell = connect(SocketType.DEALER, connection.address(connection.shellPort()));
        control = connect(SocketType.DEALER, connection.address(connection.controlPort()));
        iopub = connect(SocketType.SUB, connection.address(connection.iopubPort()));
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
        shellCodec = connection.codec();
        controlCodec = connection.codec();
        iopubCodec = connection.codec();
        poller = context.createPoller(3);
        poller.register(shell, ZMQ.Poller.POLLIN);
        poller.register(control, ZMQ.Poller.POLLIN);
        poller.register(iopub, ZMQ.Poller.POLLIN);
    }

    /** Waits until the kernel answers and its iopub messages arrive. */
    public void awaitReady() {
        boolean[] published = {false};
        while (!published[0]) {
            // a subscription takes effect some time after it was made: ask until the answer's status is seen
            String id = send(shell, shellCodec, "kernel_info_request", new JsonObject());
            boolean answered = false;
            while (!answered) {
                for (Message message : next()) {
                    if (message.parentId().equals(id)) {
                        answered |= message.type().equals("kernel_info_reply");
                        published[0] |= message.type().equals("status");
                    }
                }
            }
        }
    }

    /**
     * Runs code and waits for its end.
     *
     * @param published is given each iopub message of the run
     * @return the reply's content
     * @throws KernelDiedException if the kernel's process ended
     */
    public JsonObject execute(String code, Consumer<Message> published) {
        Content content = Content.of()
                .with("code", code)
                .with("silent", false)
                .with("store_history", true)
                .with("user_expressions", new JsonObject())
                .with("allow_stdin", false)
                .with("stop_on_error", true);
        return request("execute_request", content.json(), published).content();
    }

    /** Sends a request on the shell socket and waits for its reply and for the kernel to be idle. */
    public Message request(String type, JsonObject content, Consumer<Message> published) {
        return await(send(shell, shellCodec, type, content), published);
    }

    /** Sends requests on the shell socket, all at once, and waits for the reply to each. */
    public void requestAll(String type, List<JsonObject> contents) {
        Set<String> open = new HashSet<>();
        contents.forEach(content -> open.add(send(shell, shellCodec, type, content)));
        while (!open.isEmpty()) {
            for (Message message : next()) {
                if (message.type().endsWith("_reply")) {
                    open.remove(message.parentId());
                }
            }
        }
    }

    /** Sends a request on the control socket and waits for its reply. */
    public Message controlRequest(String type, JsonObject content) {
        return await(send(control, controlCodec, type, content), message -> {});
    }

    /** Sends a request on the control socket; its reply is not waited for. */
    public void sendControl(String type, JsonObject content) {
        send(control, controlCodec, type, content);
    }

    @Override
    public void close() {
        poller.close();
        context.close();
    }

    private Message await(String id, Consumer<Message> published) {
        Message reply = null;
        boolean idle = false;
        while (reply == null || !idle) {
            for (Message message : next()) {
                if (!message.parentId().equals(id)) {
                    continue;
                }
                if (message.type().endsWith("_reply")) {
                    reply = message;
                } else {
                    idle |= message.text("execution_state", "").equals("idle");
                    published.accept(message);
                }
            }
        }
        return reply;
    }

    private String send(ZMQ.Socket socket, MessageCodec codec, String type, JsonObject content) {
        Message message = Message.of(type, session, new JsonObject(), content);
        List<byte[]> frames = codec.encode(message);
        for (int i = 0; i < frames.size(); i++) {
            socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
        }
        return message.header().get("msg_id").getAsString();
    }

    /** What has arrived; waits for the first. */
    private List<Message> next() {
        while (poller.poll(LIVENESS_MS) == 0) {
            if (!alive.getAsBoolean()) {
                throw new KernelDiedException();
            }
        }
        List<Message> messages = new ArrayList<>();
        // a cell's outputs before its reply, as they were sent
        receive(2, iopub, iopubCodec, messages);
        receive(0, shell, shellCodec, messages);
        receive(1, control, controlCodec, messages);
        return messages;
    }

    private void receive(int index, ZMQ.Socket socket, MessageCodec codec, List<Message> messages) {
        if (!poller.pollin(index)) {
            return;
        }
        for (byte[] frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
            List<byte[]> frames = new ArrayList<>(List.of(frame));
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            try {
                messages.add(codec.decode(frames));
            } catch (MalformedMessageException e) {
                throw new IllegalStateException("The kernel sent a bad message: " + e.getMessage(), e);
            }
        }
    }

    private ZMQ.Socket connect(SocketType type, String address) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(1_000);
        // JeroMQ 0.6.0 at times leaves a socket that it has connected unread; it connects anew after this
        socket.setHandshakeIvl(1_000);
        socket.setRcvHWM(0);
        socket.connect(address);
        return socket;
    }
}
