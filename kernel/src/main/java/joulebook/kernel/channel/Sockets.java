package joulebook.kernel.channel;

import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** What the socket loops share: whole messages in and out, and the end of the context as an ordinary return. */
final class Sockets {
    private Sockets() {}

    /**
     * The frames of the next message.
     *
     * @param flags 0 to block, {@link ZMQ#DONTWAIT} to return at once
     * @return an empty list if nothing waits or the context was closed
     */
    static List<byte[]> receive(ZMQ.Socket socket, int flags) {
        List<byte[]> frames = new ArrayList<>();
        try {
            byte[] frame = socket.recv(flags);
            while (frame != null) {
                frames.add(frame);
                frame = socket.hasReceiveMore() ? socket.recv() : null;
            }
        } catch (ZMQException e) {
            return List.of();
        }
        return frames;
    }

    static void send(ZMQ.Socket socket, List<byte[]> frames) {
        int last = frames.size() - 1;
        for (int i = 0; i < last; i++) {
            socket.sendMore(frames.get(i));
        }
        socket.send(frames.get(last));
    }

    /** Sends each message back until the context is closed. */
    static void echo(ZMQ.Socket socket) {
        try (socket) {
            for (List<byte[]> frames = receive(socket, 0); !frames.isEmpty(); frames = receive(socket, 0)) {
                send(socket, frames);
            }
        }
    }
}
