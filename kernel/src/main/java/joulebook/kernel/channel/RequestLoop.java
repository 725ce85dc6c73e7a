package joulebook.kernel.channel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import joulebook.kernel.protocol.MalformedMessageException;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.protocol.MessageCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * Reads requests from a ROUTER socket and hands them to a handler, one at a time. A message that cannot be decoded, and
 * whatever a handler throws, is logged; the loop lives until the context is closed.
 */
final class RequestLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLoop.class);

    private final ZMQ.Socket socket;
    private final MessageCodec codec;
    private final Deque<Message> waiting = new ArrayDeque<>();
    private RequestHandler handler;

    RequestLoop(ZMQ.Socket socket, MessageCodec codec) {
        this.socket = socket;
        this.codec = codec;
    }

    /** Sets the handler, before the thread starts. */
    void handler(RequestHandler handler) {
        this.handler = handler;
    }

    @Override
    public void run() {
        try (socket) {
            while (true) {
                Message next = waiting.poll();
                if (next != null) {
                    handle(next);
                    continue;
                }
                List<byte[]> frames = Sockets.receive(socket, 0);
                if (frames.isEmpty()) {
                    return;
                }
                decode(frames).ifPresent(this::handle);
            }
        }
    }

    /** Takes all waiting messages of a type out of the queue; for the handler, on this loop's thread. */
    List<Message> takeWaiting(String type) {
        List<byte[]> frames = Sockets.receive(socket, ZMQ.DONTWAIT);
        while (!frames.isEmpty()) {
            decode(frames).ifPresent(waiting::add);
            frames = Sockets.receive(socket, ZMQ.DONTWAIT);
        }
        List<Message> taken = new ArrayList<>();
        for (Iterator<Message> i = waiting.iterator(); i.hasNext(); ) {
            Message message = i.next();
            if (message.type().equals(type)) {
                i.remove();
                taken.add(message);
            }
        }
        return taken;
    }

    private void handle(Message request) {
        try {
            handler.handle(request, reply -> Sockets.send(socket, codec.encode(reply)));
        } catch (ZMQException e) {
            LOG.debug("The answer to a {} was not sent: {}", request.type(), e.getMessage());
        } catch (Throwable e) { // an Error too must not end the loop: the session would be lost
            LOG.error("A {} failed", request.type(), e);
        }
    }

    private Optional<Message> decode(List<byte[]> frames) {
        try {
            return Optional.of(codec.decode(frames));
        } catch (MalformedMessageException e) {
            LOG.warn("A message on {} was dropped: {}", Thread.currentThread().getName(), e.getMessage());
            return Optional.empty();
        }
    }
}
