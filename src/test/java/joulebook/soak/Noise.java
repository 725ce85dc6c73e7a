package joulebook.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import joulebook.kernel.protocol.Connection;
import joulebook.kernel.protocol.MalformedMessageException;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Sends bad messages to every socket of a kernel, and lets clients come and vanish. For one thread. */
final class Noise implements AutoCloseable {
    private static final int ALIKE = 40;
    private static final long PATIENCE_S = 120;

    private final ZContext context = new ZContext();
    private final Connection connection;
    private final MessageCodec codec;
    private final Random random;
    private final Frames frames;
    private final ZMQ.Socket shell;
    private final ZMQ.Socket control;
    private final ZMQ.Socket stdin;
    private final ZMQ.Socket iopub;
    private final ZMQ.Socket heartbeat;
    private final List<Socket> silent = new ArrayList<>();
    private final Map<String, Integer> owed = new HashMap<>();
    private final List<byte[]> counted;
    private int sent;

    Noise(Connection connection, Random random) {
        this.connection = connection;
        this.random = random;
        codec = connection.codec();
        frames = new Frames(connection, random);
        shell = connect(SocketType.DEALER, connection.shellPort());
        control = connect(SocketType.DEALER, connection.controlPort());
        stdin = connect(SocketType.DEALER, connection.stdinPort());
        iopub = connect(SocketType.XSUB, connection.iopubPort());
        heartbeat = connect(SocketType.DEALER, connection.heartbeatPort());
        // sent again and again: the kernel must run it once
        counted = request(Message.of("execute_request", "noise", new JsonObject(), Wire.cell("replayed++;")));
        Frames.send(shell, counted);
        awaitReplies();
    }

    /** How many bad messages were sent. */
    int sent() {
        return sent;
    }

    /** Sends bad messages, and waits until each of those that is a request has its one reply and the heart beats. */
    void make(int messages) {
        for (int i = 0; i < messages; i += ALIKE) {
            for (int k = 0; k < ALIKE; k++) {
                one();
            }
            awaitReplies();
            beat();
            visit();
        }
    }

    private void one() {
        sent++;
        switch (random.nextInt(5)) {
            case 0 -> Frames.send(shell, message());
            case 1 -> Frames.send(control, message());
            case 2 -> Frames.send(stdin, random.nextInt(4) == 0 ? codec.encode(frames.wronglyShaped()) : refused());
            case 3 -> Frames.send(iopub, subscription());
            default -> Frames.send(heartbeat, refused());
        }
    }

    private List<byte[]> message() {
        return random.nextInt(4) == 0 ? request(frames.wronglyShaped()) : refused();
    }

    /** What is to be dropped without an answer. */
    private List<byte[]> refused() {
        return switch (random.nextInt(5)) {
            case 0 -> frames.noise();
            case 1 -> frames.truncated();
            case 2 -> frames.wronglySigned();
            case 3 -> frames.wrongPart();
            default -> counted;
        };
    }

    private List<byte[]> subscription() {
        List<byte[]> noise = frames.noise();
        byte[] first = Arrays.copyOf(noise.get(0), 1 + noise.get(0).length);
        first[0] = (byte) random.nextInt(3); // unsubscribe, subscribe, neither
        noise.set(0, first);
        return noise;
    }

    /** Signs a message; a request is owed one reply. */
    private List<byte[]> request(Message message) {
        if (message.type().endsWith("_request")) {
            owed.put(message.header().get("msg_id").getAsString(), 1);
        }
        return codec.encode(message);
    }

    private void awaitReplies() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (owed.values().stream().anyMatch(replies -> replies > 0)) {
            assertThat(System.nanoTime()).as("no reply to: %s", owed).isLessThan(end);
            take(shell);
            take(control);
        }
    }

    private void take(ZMQ.Socket socket) {
        for (byte[] frame = socket.recv(); frame != null; frame = socket.recv(ZMQ.DONTWAIT)) {
            List<byte[]> received = new ArrayList<>(List.of(frame));
            while (socket.hasReceiveMore()) {
                received.add(socket.recv());
            }
            try {
                Message reply = codec.decode(received);
                assertThat(owed.merge(reply.parentId(), -1, Integer::sum))
                        .as("replies too many: %s", reply)
                        .isZero();
            } catch (MalformedMessageException e) {
                throw new AssertionError("The kernel sent a bad message: " + e.getMessage(), e);
            }
        }
    }

    /** A ping as {@code REQ} sends it comes back. */
    private void beat() {
        try (ZMQ.Socket ping = connect(SocketType.REQ, connection.heartbeatPort())) {
            ping.setReceiveTimeOut((int) TimeUnit.SECONDS.toMillis(PATIENCE_S));
            ping.send("ping " + sent);
            assertThat(ping.recvStr()).isEqualTo("ping " + sent);
        }
    }

    /** Clients that connect, say something or nothing, and are gone. */
    private void visit() {
        try (ZMQ.Socket asking = connect(SocketType.DEALER, connection.shellPort())) {
            Frames.send(
                    asking, codec.encode(Message.of("execute_request", "visitor", new JsonObject(), Wire.cell("2"))));
        }
        try (ZMQ.Socket listening = connect(SocketType.SUB, connection.iopubPort())) {
            listening.subscribe(ZMQ.SUBSCRIPTION_ALL);
        }
        int[] ports = {connection.shellPort(), connection.controlPort(), connection.stdinPort(), connection.iopubPort()
        };
        try {
            Socket stranger = new Socket(InetAddress.getByName(connection.ip()), ports[random.nextInt(ports.length)]);
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes = new byte[] {(byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f}; // a greeting of ZeroMQ's begins so
            }
            stranger.getOutputStream().write(bytes);
            silent.add(stranger);
            if (silent.size() > 10) {
                silent.remove(0).close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (Socket stranger : silent) {
                stranger.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.close();
    }

    private ZMQ.Socket connect(SocketType type, int port) {
        ZMQ.Socket socket = context.createSocket(type);
        socket.setLinger(0);
        socket.setHandshakeIvl(1_000); // JeroMQ 0.6.0 at times leaves a socket unread that it has connected
        socket.setReceiveTimeOut(20);
        socket.connect(connection.address(port));
        return socket;
    }
}
