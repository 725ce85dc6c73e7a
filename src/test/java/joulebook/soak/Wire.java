package joulebook.soak;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.MalformedMessageException;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A client that counts every reply and every idle to each of its requests, whenever they come. For one thread. */
final class Wire implements AutoCloseable {
    private static final long PATIENCE_S = 120;

    private final ZContext context = new ZContext();
    private final Connection connection;
    private final MessageCodec codec;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket iopub;
    private final ZMQ.Poller poller = context.createPoller(3);
    private final Map<String, Exchange> exchanges = new LinkedHashMap<>();
    private final String session;
    private boolean welcomed;

    /** Connects, and waits until nothing that the kernel publishes can be missed. */
    Wire(Connection connection, String session) {
        this.connection = connection;
        this.session = session;
        codec = connection.codec();
        shell = connect(SocketType.DEALER, connection.shellPort());
        control = connect(SocketType.DEALER, connection.controlPort());
        iopub = connect(SocketType.SUB, connection.iopubPort());
        iopub.subscribe(ZMQ.SUBSCRIPTION_ALL);
        List.of(shell, control, iopub).forEach(socket -> poller.register(socket, ZMQ.Poller.POLLIN));
        long end = deadline();
        while (!welcomed) {
            pump(end, "the welcome of a subscription");
        }
    }

    /** The content of an execute request; a failure does not abort what waits behind it. */
    static JsonObject cell(String code) {
        return Content.of().with("code", code).with("stop_on_error", false).json();
    }

    /** Runs a cell; once more if somebody else's failed cell aborted it. */
    Exchange execute(String code) {
        Exchange exchange = request("execute_request", cell(code));
        while (exchange.status().equals("aborted")) {
            exchange.forget();
            exchange = request("execute_request", cell(code));
        }
        return exchange;
    }

    Exchange request(String type, JsonObject content) {
        return await(send(type, content, ""));
    }

    Exchange control(String type, JsonObject content) {
        return await(sendControl(type, content));
    }

    /** @param subshell the id of the subshell that is to answer; empty for the main shell */
    Exchange send(String type, JsonObject content, String subshell) {
        Message message = Message.of(type, session, new JsonObject(), content);
        if (!subshell.isEmpty()) {
            message.header().addProperty("subshell_id", subshell);
        }
        return send(shell, message);
    }

    Exchange sendControl(String type, JsonObject content) {
        return send(control, Message.of(type, session, new JsonObject(), content));
    }

    Exchange await(Exchange exchange) {
        long end = deadline();
        while (!exchange.isWhole()) {
            pump(end, exchange.toString());
        }
        return exchange;
    }

    /** Waits for an exchange, but not longer; whether it is whole. */
    boolean await(Exchange exchange, long milliseconds) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        for (long left = milliseconds; left > 0 && !exchange.isWhole(); left = (end - System.nanoTime()) / 1_000_000) {
            receive(left);
        }
        return exchange.isWhole();
    }

    /** Waits until the text of a stream is as expected; cells' threads may print late. */
    void awaitText(Exchange exchange, String text) {
        long end = deadline();
        while (!exchange.stream("stdout").equals(text)) {
            pump(end, exchange + ", printed '" + exchange.stream("stdout") + "'");
        }
    }

    /** All requests so far. */
    Iterable<Exchange> exchanges() {
        return exchanges.values();
    }

    @Override
    public void close() {
        poller.close();
        context.close();
    }

    private Exchange send(ZMQ.Socket socket, Message message) {
        Exchange exchange = new Exchange(message.type() + " " + message.content());
        exchanges.put(message.header().get("msg_id").getAsString(), exchange);
        Frames.send(socket, codec.encode(message));
        return exchange;
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
    }

    private void pump(long end, String awaited) {
        if (System.nanoTime() > end) {
            throw new AssertionError("The kernel has not answered in " + PATIENCE_S + " s: " + awaited);
        }
        receive(1_000);
    }

    private void receive(long milliseconds) {
        if (poller.poll(milliseconds) > 0) {
            receive(iopub, 2);
            receive(shell, 0);
            receive(control, 1);
        }
    }

    private void receive(ZMQ.Socket socket, int index) {
        if (!poller.pollin(index)) {
            return;
        }
        for (byte[] frame = socket.recv(ZMQ.DONTWAIT); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
            List<byte[]> frames = new ArrayList<>(List.of(frame));
            while (socket.hasReceiveMore()) {
                frames.add(socket.recv());
            }
            try {
                take(codec.decode(frames));
            } catch (MalformedMessageException e) {
                throw new AssertionError("The kernel sent a bad message: " + e.getMessage(), e);
            }
        }
    }

    private void take(Message message) {
        welcomed |= message.type().equals("iopub_welcome");
        Exchange exchange = exchanges.get(message.parentId());
        if (exchange == null) {
            return; // another client's
        }
        if (message.type().endsWith("_reply")) {
            exchange.replies++;
            exchange.reply = message;
        } else {
            if (message.text("execution_state", "").equals("idle")) {
                exchange.idles++;
            }
            exchange.published.add(message);
        }
    }

    private ZMQ.Socket connect(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setHandshakeIvl(1_000); // JeroMQ 0.6.0 at times leaves a socket unread that it has connected
        socket.setRcvHWM(0);
        socket.connect(connection.address(port));
        return socket;
    }
}
