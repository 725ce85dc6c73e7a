package joulebook.kernel.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import joulebook.kernel.protocol.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands requests to a handler, one after another, on a thread of its own. What the handler throws is logged. */
final class RequestQueue implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RequestQueue.class);

    private final BlockingQueue<Message> waiting = new LinkedBlockingQueue<>();
    private final RequestHandler handler;
    private final Consumer<Message> reply;
    private final Thread thread;

    RequestQueue(String name, RequestHandler handler, Consumer<Message> reply) {
        this.handler = handler;
        this.reply = reply;
        thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.start();
    }

    void add(Message request) {
        waiting.add(request);
    }

    /** Takes all waiting requests of a type out of the queue. */
    List<Message> takeWaiting(String type) {
        List<Message> taken = new ArrayList<>();
        waiting.removeIf(request -> request.type().equals(type) && taken.add(request));
        return taken;
    }

    /** Ends the thread; a request that it handles now is interrupted. */
    void finish() {
        thread.interrupt();
    }

    @Override
    public void run() {
        try {
            while (true) {
                Message request = waiting.take();
                try {
                    handler.handle(request, reply);
                } catch (Exception | Error e) { // an Error too must not end the thread: the session would be lost
                    LOG.error("A {} failed", request.type(), e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} has ended", thread.getName());
        }
    }
}
