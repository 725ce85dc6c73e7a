package joulebook.install.bench;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;

/** A kernel, driven as a front end drives it. A reply's time runs from the request to the reply and the kernel's idle. */
final class KernelSide implements Side {
    private final Subject subject;
    private final Language language;
    private final KernelProcess kernel;
    private int streamMessages;

    KernelSide(Subject subject, Language language, Launch launch) {
        this.subject = subject;
        this.language = language;
        kernel = new KernelProcess(
                launch.words(), launch.environment(), Path.of("").toAbsolutePath());
    }

    @Override
    public Subject subject() {
        return subject;
    }

    @Override
    public Language language() {
        return language;
    }

    @Override
    public ProcessHandle process() {
        return kernel.handle();
    }

    @Override
    public Reply evaluate(String code) {
        StringBuilder printed = new StringBuilder();
        List<String> displays = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        long start = System.nanoTime();
        JsonObject reply = kernel.client().execute(code, message -> take(message, printed, displays, value));
        double milliseconds = Side.millisecondsSince(start);
        if (!reply.get("status").getAsString().equals("ok")) {
            throw new IllegalStateException("The cell '" + code + "' failed: " + reply.get("evalue"));
        }
        return new Reply(printed.toString(), displays, value.toString(), milliseconds);
    }

    @Override
    public Completed complete(String code) {
        JsonObject content = Content.of()
                .with("code", code)
                .with("cursor_pos", code.length())
                .json();
        long start = System.nanoTime();
        Message reply = kernel.client().request("complete_request", content, message -> {});
        double milliseconds = Side.millisecondsSince(start);
        return new Completed(reply.content().getAsJsonArray("matches").size(), milliseconds);
    }

    /** Sends {@code kernel_info_request}s at once; the milliseconds until the last reply. */
    double burst(int requests) {
        long start = System.nanoTime();
        kernel.client().requestAll("kernel_info_request", Collections.nCopies(requests, new JsonObject()));
        return Side.millisecondsSince(start);
    }

    /** Runs code that prints and does not end, and interrupts it then; the milliseconds until the cell's reply. */
    double interrupt(String code) {
        burst(1); // behind a cell that failed, ipykernel aborts what comes before it has seen another request
        long[] sent = {0};
        JsonObject reply = kernel.client().execute(code, message -> {
            if (message.type().equals("stream") && sent[0] == 0) {
                sent[0] = System.nanoTime();
                kernel.interrupt();
            }
        });
        double milliseconds = Side.millisecondsSince(sent[0]);
        if (sent[0] == 0 || !reply.get("status").getAsString().equals("error")) {
            throw new IllegalStateException("The cell '" + code + "' ended without the interrupt.");
        }
        return milliseconds;
    }

    /** How many stream messages came since the start. */
    int streamMessages() {
        return streamMessages;
    }

    private void take(Message message, StringBuilder printed, List<String> displays, StringBuilder value) {
        switch (message.type()) {
            case "stream" -> {
                streamMessages++;
                printed.append(message.text("text", ""));
            }
            case "display_data" ->
                displays.add(message.object("data").get("text/html").getAsString());
            case "execute_result" ->
                value.append(message.object("data").get("text/plain").getAsString());
            default -> {
                // not an output
            }
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
