package joulebook.kernel.channel;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/** Owns the iopub socket: sends what any thread has queued, in order. */
final class Publisher implements Runnable {
    private static final List<byte[]> END = List.of();

    private final ZMQ.Socket socket;
    private final MessageCodec codec;
    private final BlockingQueue<List<byte[]>> queue = new LinkedBlockingQueue<>();

    Publisher(ZMQ.Socket socket, MessageCodec codec) {
        this.socket = socket;
        this.codec = codec;
    }

    void publish(Message message) {
        queue.add(codec.encode(message));
    }

    /** Ends the loop once all that was queued before has been sent. */
    void finish() {
        queue.add(END);
    }

    @Override
    public void run() {
        try (socket) {
            for (List<byte[]> frames = queue.take(); frames != END; frames = queue.take()) {
                Sockets.send(socket, frames);
            }
        } catch (InterruptedException | ZMQException e) {
            Thread.currentThread().interrupt();
        }
    }
}
