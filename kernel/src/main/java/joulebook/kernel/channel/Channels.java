package joulebook.kernel.channel;

import java.util.concurrent.atomic.AtomicBoolean;
import joulebook.kernel.error.UserError;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The five sockets of a kernel, each owned by one thread that blocks on it: shell and control answer requests, iopub
 * publishes, heartbeat echoes, stdin waits for what the front end types.
 */
public final class Channels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final int LINGER_MS = 2_000;
    private static final int CLOSE_MS = 3_000;

    private final ZMQ.Context context = ZMQ.context(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Publisher publisher;
    private final RequestLoop shell;
    private final RequestLoop control;
    private final Thread[] threads;

    /** Binds the sockets; nothing is read before {@link #start}. */
    public Channels(Connection connection) {
        // as it closes, ZeroMQ's own threads now and then find a socket gone
        context.setNotificationExceptionHandler((thread, e) -> LOG.debug("ZeroMQ on {}: {}", thread.getName(), e));
        try {
            publisher = new Publisher(bind(SocketType.PUB, connection, connection.iopubPort()), connection.codec());
            shell = new RequestLoop(bind(SocketType.ROUTER, connection, connection.shellPort()), connection.codec());
            control =
                    new RequestLoop(bind(SocketType.ROUTER, connection, connection.controlPort()), connection.codec());
            ZMQ.Socket heartbeat = bind(SocketType.REP, connection, connection.heartbeatPort());
            ZMQ.Socket stdin = bind(SocketType.ROUTER, connection, connection.stdinPort());
            threads = new Thread[] {
                new Thread(publisher, "iopub"),
                new Thread(shell, "shell"),
                new Thread(control, "control"),
                new Thread(() -> Sockets.echo(heartbeat), "heartbeat"),
                new Thread(() -> Sockets.ignore(stdin), "stdin"),
            };
        } catch (ZMQException e) {
            throw new UserError(
                    "A socket of the connection file could not be opened (" + e.getMessage() + ").",
                    "Another kernel may still use its ports: start a new one from Jupyter.");
        }
    }

    /** Starts reading. Each handler runs on its socket's own thread, one request at a time. */
    public void start(RequestHandler onShell, RequestHandler onControl) {
        shell.handler(onShell);
        control.handler(onControl);
        for (Thread thread : threads) {
            thread.start();
        }
    }

    /** Publishes a message on iopub, in the order of the calls. Any thread may call this; it never blocks. */
    public void publish(Message message) {
        publisher.publish(message);
    }

    /**
     * Takes the execute requests that wait on the shell socket, so that they can be answered without being carried
     * out. To be called by a shell handler.
     */
    public Iterable<Message> takeWaitingExecutions() {
        return shell.takeWaiting("execute_request");
    }

    /**
     * Ends all loops after what was published has been handed to ZeroMQ. Waits for them, but not for ever: a handler
     * may be in a cell that does not end.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            publisher.finish();
            Thread end = new Thread(context::term, "end of the sockets");
            end.setDaemon(true);
            end.start();
            try {
                end.join(CLOSE_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ZMQ.Socket bind(SocketType type, Connection connection, int port) {
        ZMQ.Socket socket = context.socket(type);
        socket.setLinger(LINGER_MS);
        socket.setSndHWM(0);
        socket.setRcvHWM(0);
        if (type == SocketType.ROUTER) {
            // a client that reconnects with its old identity takes over from the dead connection
            socket.setRouterHandover(true);
        }
        socket.bind(connection.address(port));
        return socket;
    }
}
