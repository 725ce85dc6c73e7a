package joulebook.kernel.channel;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import joulebook.kernel.error.UserError;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.MalformedMessageException;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The five sockets of a kernel, each owned by one thread that blocks on it. Requests of the shell socket wait in a
 * queue for the thread that carries them out, or in the queue of the subshell that they name; so the socket is read
 * while a cell runs.
 */
public final class Channels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final int LINGER_MS = 2_000;
    private static final int CLOSE_MS = 3_000;
    private static final int DROPPED_TOLD = 20;

    private final ZMQ.Context context = ZMQ.context(1);
    private final List<AutoCloseable> bridges = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final MessageCodec codec; // of all sockets that receive: what came on one must not come again on another
    private final AtomicInteger dropped = new AtomicInteger();
    private final SocketLoop shell;
    private final SocketLoop control;
    private final SocketLoop iopub;
    private final SocketLoop stdin;
    private final List<Thread> loops;
    private final Thread heartbeat;
    private final Map<String, RequestQueue> subshells = new ConcurrentHashMap<>();
    private final BlockingQueue<Message> inputs = new ArrayBlockingQueue<>(1);
    private RequestHandler onShell;
    private RequestQueue main;
    private RequestQueue controls;

    /** Binds the sockets; nothing is read before {@link #start}. */
    public Channels(Connection connection) {
        // as it closes, ZeroMQ's own threads now and then find a socket gone
        context.setNotificationExceptionHandler((thread, e) -> LOG.debug("ZeroMQ on {}: {}", thread.getName(), e));
        codec = connection.codec();
        try {
            shell = loop(SocketType.ROUTER, connection, connection.shellPort(), this::receive);
            control = loop(SocketType.ROUTER, connection, connection.controlPort(), message -> controls.add(message));
            stdin = loop(SocketType.ROUTER, connection, connection.stdinPort(), this::receiveInput);
            ZMQ.Socket publisher = bind(SocketType.XPUB, connection, connection.iopubPort());
            publisher.setXpubVerbose(true); // each subscriber is welcomed, not just the first
            iopub = new SocketLoop(context, publisher, connection.codec(), this::welcome);
            loops = List.of(
                    new Thread(iopub, "iopub"),
                    new Thread(shell, "shell socket"),
                    new Thread(control, "control socket"),
                    new Thread(stdin, "stdin socket"));
            ZMQ.Socket beats = bind(SocketType.REP, connection, connection.heartbeatPort());
            heartbeat = new Thread(() -> Sockets.echo(beats), "heartbeat");
        } catch (ZMQException | IOException e) {
            throw new UserError(
                    "A socket of the connection file could not be opened (" + e.getMessage() + ").",
                    "Another kernel may still use its ports: start a new one from Jupyter.");
        }
    }

    /** Starts reading. Each handler runs on a thread of its own, one request at a time. */
    public void start(RequestHandler onShell, RequestHandler onControl) {
        this.onShell = onShell;
        main = new RequestQueue("shell", onShell, shell::send);
        controls = new RequestQueue("control", onControl, control::send);
        loops.forEach(Thread::start);
        heartbeat.start();
    }

    /** Publishes a message on iopub, in the order of the calls. Any thread may call this; it never blocks. */
    public void publish(Message message) {
        iopub.send(message);
    }

    /**
     * Takes the execute requests that wait for the main shell, so that they can be answered without being carried
     * out.
     */
    public List<Message> takeWaitingExecutions() {
        return main.takeWaiting("execute_request");
    }

    /** Opens a queue with a thread of its own, for requests whose header carries the id that is returned. */
    public String openSubshell() {
        String id = UUID.randomUUID().toString();
        subshells.put(id, new RequestQueue("subshell " + id, onShell, shell::send));
        return id;
    }

    /** Ends a subshell; whether there was one of that id. */
    public boolean closeSubshell(String id) {
        RequestQueue queue = subshells.remove(id);
        if (queue != null) {
            queue.finish();
        }
        return queue != null;
    }

    /** The ids of the open subshells. */
    public List<String> subshells() {
        return List.copyOf(subshells.keySet());
    }

    /**
     * Sends an {@code input_request} to the client that its identities name, and waits for the reply.
     *
     * @throws InterruptedException if the cell was interrupted while it waited
     */
    public Message ask(Message inputRequest) throws InterruptedException {
        inputs.clear(); // an answer to a question that was given up
        stdin.send(inputRequest);
        return inputs.take();
    }

    /**
     * Ends all threads after what was sent has been handed to ZeroMQ. Waits for them, but not for ever: a handler may
     * be in a cell that does not end.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            for (SocketLoop loop : List.of(shell, control, stdin, iopub)) {
                loop.finish();
            }
            Thread end = new Thread(this::end, "end of the sockets");
            end.setDaemon(true);
            end.start();
            join(end);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        loops.forEach(Channels::join); // else the context's end takes from them what they have still to send
        context.term();
        if (main != null) {
            main.finish();
            controls.finish();
        }
        subshells.values().forEach(RequestQueue::finish);
        for (AutoCloseable bridge : bridges) {
            try {
                bridge.close();
            } catch (Exception e) {
                LOG.debug("A bridge was not closed", e);
            }
        }
    }

    private void receive(Message request) {
        String id = request.subshell();
        (id.isEmpty() ? main : subshells.getOrDefault(id, main)).add(request);
    }

    /** An answer that nobody has asked for must not be kept: the queue holds one, and a question begins by emptying it. */
    private void receiveInput(Message message) {
        if (message.type().equals("input_reply") && !inputs.offer(message)) {
            LOG.debug("An answer was dropped: another is there already");
        }
    }

    /** Answers a subscription (a byte 1 and a topic), so that the client knows that it misses nothing from now on. */
    private void welcome(List<byte[]> frames) {
        byte[] frame = frames.get(0);
        if (frame.length > 0 && frame[0] == 1) {
            String topic = new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8);
            JsonObject content = Content.of().with("subscription", topic).json();
            publish(Message.of("iopub_welcome", "", new JsonObject(), content)
                    .withIdentities(List.of(topic.getBytes(StandardCharsets.UTF_8))));
        }
    }

    private SocketLoop loop(SocketType type, Connection connection, int port, Consumer<Message> receiver)
            throws IOException {
        return new SocketLoop(
                context,
                bind(type, connection, port),
                codec,
                frames -> decode(frames).ifPresent(receiver));
    }

    private Optional<Message> decode(List<byte[]> frames) {
        try {
            return Optional.of(codec.decode(frames));
        } catch (MalformedMessageException e) {
            int number = dropped.incrementAndGet();
            if (number <= DROPPED_TOLD) { // a client gone wild must not fill the log
                LOG.warn(
                        "A message on the {} was dropped: {}{}",
                        Thread.currentThread().getName(),
                        e.getMessage(),
                        number == DROPPED_TOLD ? " (more are dropped without a word)" : "");
            }
            return Optional.empty();
        }
    }

    private ZMQ.Socket bind(SocketType type, Connection connection, int port) throws IOException {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger(LINGER_MS);
        socket.setSndHWM(0);
        socket.setRcvHWM(0);
        if (type == SocketType.ROUTER) {
            // a client that reconnects with its old identity takes over from the dead connection
            socket.setRouterHandover(true);
        }
        if (connection.transport().equals("ipc")) {
            int local = socket.bindToRandomPort("tcp://127.0.0.1");
            bridges.add(new IpcBridge(connection.path(port), local));
        } else {
            socket.bind(connection.address(port));
        }
        return socket;
    }
}
