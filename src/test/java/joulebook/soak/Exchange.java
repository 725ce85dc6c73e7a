package joulebook.soak;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.protocol.Message;

/** A request and what came of it. */
final class Exchange {
    final String request;
    int replies;
    int idles;
    Message reply;
    final List<Message> published = new ArrayList<>();

    Exchange(String request) {
        this.request = request;
    }

    boolean isWhole() {
        return replies > 0 && idles > 0;
    }

    boolean isOnce() {
        return replies == 1 && idles == 1;
    }

    String status() {
        return reply.text("status", "");
    }

    int number() {
        return reply.number("execution_count", -1);
    }

    /** The error's name; empty if there was none. */
    String error() {
        return reply.text("ename", "");
    }

    /** The text of {@code stdout} or {@code stderr} so far. */
    String stream(String name) {
        StringBuilder text = new StringBuilder();
        for (Message message : published) {
            if (message.type().equals("stream") && message.text("name", "").equals(name)) {
                text.append(message.text("text", ""));
            }
        }
        return text.toString();
    }

    /** The plain text of the cell's value; empty if it has shown none. */
    String result() {
        return published.stream()
                .filter(message -> message.type().equals("execute_result"))
                .map(message -> message.object("data").get("text/plain").getAsString())
                .findFirst()
                .orElse("");
    }

    long count(String type) {
        return published.stream().filter(message -> message.type().equals(type)).count();
    }

    /** Forgets what was published, but not how often it was answered. */
    void forget() {
        published.clear();
        reply = null;
    }

    @Override
    public String toString() {
        return request + ": " + replies + " replies, " + idles + " idles";
    }
}
