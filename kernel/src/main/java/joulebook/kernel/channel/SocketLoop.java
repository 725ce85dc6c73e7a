package joulebook.kernel.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Owns a socket: on one thread, hands what arrives to a receiver and sends what any thread has given it, in order.
 * Sleeps while there is neither. Whatever the receiver throws is logged; the loop lives until {@link #finish}.
 */
final class SocketLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLoop.class);
    private static final int RECEIVED_IN_A_ROW = 100;

    private final ZMQ.Context context;
    private final ZMQ.Socket socket;
    private final MessageCodec codec;
    private final Consumer<List<byte[]>> receiver;
    private final Queue<Message> outgoing = new ConcurrentLinkedQueue<>();
    private final Pipe wake;
    private final AtomicBoolean awake = new AtomicBoolean(true);
    private volatile boolean finished;

    /** @param receiver is given the frames of each message, on the loop's thread; to be quick */
    SocketLoop(ZMQ.Context context, ZMQ.Socket socket, MessageCodec codec, Consumer<List<byte[]>> receiver) {
        this.context = context;
        this.socket = socket;
        this.codec = codec;
        this.receiver = receiver;
        try {
            wake = Pipe.open();
            wake.source().configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message after all that were given before. Any thread may call this; it never blocks. */
    void send(Message message) {
        outgoing.add(message);
        wake();
    }

    /** Ends the loop, and closes the socket, once all that was given before has been sent. */
    void finish() {
        finished = true;
        wake();
    }

    @Override
    public void run() {
        try (socket;
                ZMQ.Poller poller = context.poller(2)) {
            poller.register(socket, ZMQ.Poller.POLLIN);
            poller.register(wake.source(), ZMQ.Poller.POLLIN);
            while (true) {
                boolean last = finished; // what was given before is in the queue by now
                sendWaiting();
                if (last) {
                    return;
                }
                if (!receiveWaiting()) {
                    sleep(poller);
                }
            }
        } catch (ZMQException | IOException e) {
            LOG.debug("The socket of {} is gone: {}", Thread.currentThread().getName(), e.getMessage());
        } finally {
            close();
        }
    }

    private void sendWaiting() {
        for (Message message = outgoing.poll(); message != null; message = outgoing.poll()) {
            try {
                Sockets.send(socket, codec.encode(message));
            } catch (ZMQException e) { // its client is gone
                LOG.debug("A {} was not sent: {}", message.type(), e.getMessage());
            }
        }
    }

    /** Receives what is there, but not so much that the sending waits long; whether there was anything. */
    private boolean receiveWaiting() {
        for (int i = 0; i < RECEIVED_IN_A_ROW; i++) {
            List<byte[]> frames = Sockets.receive(socket, ZMQ.DONTWAIT);
            if (frames.isEmpty()) {
                return i > 0;
            }
            try {
                receiver.accept(frames);
            } catch (Throwable e) { // an Error too must not end the loop: the session would be lost
                LOG.error(
                        "A message on {} could not be handled",
                        Thread.currentThread().getName(),
                        e);
            }
        }
        return true;
    }

    private void sleep(ZMQ.Poller poller) throws IOException {
        awake.set(false);
        if (outgoing.isEmpty() && !finished) {
            poller.poll(-1);
        }
        awake.set(true);
        if (poller.pollin(1)) {
            wake.source().read(ByteBuffer.allocate(8));
        }
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            try {
                wake.sink().write(ByteBuffer.allocate(1));
            } catch (IOException e) {
                LOG.debug("The loop has ended: {}", e.getMessage());
            }
        }
    }

    private void close() {
        try {
            wake.sink().close();
            wake.source().close();
        } catch (IOException e) {
            LOG.debug("A pipe was not closed", e);
        }
    }
}
