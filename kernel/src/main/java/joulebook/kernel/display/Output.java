package joulebook.kernel.display;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * What a cell shows, on its way to the front end, in order. Text of the streams is gathered and sent every
 * {@value #FLUSH_MS} ms, when {@value #FLUSH_CHARS} characters are there, or before anything else is sent.
 *
 * <p>Each output belongs to the request that its thread works for, or that started its thread. A thread that none has
 * started, or that parallel streams share, works for the cell that ran last.
 */
public final class Output {
    private static final int FLUSH_MS = 50;
    private static final int FLUSH_CHARS = 1 << 16;
    private static final long DEFAULT_LIMIT = 8_000_000;
    private static final int MAX_DISPLAYS = 5_000;
    private static final Gson GSON = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeSpecialFloatingPointValues()
            .create();

    private final Consumer<Message> publisher;
    private final String session;
    private final InheritableThreadLocal<Owner> owner = new InheritableThreadLocal<>();
    private volatile Owner latest = new Owner(new JsonObject());
    private volatile LongSupplier limit = () -> DEFAULT_LIMIT;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "output");
        thread.setDaemon(true);
        return thread;
    });

    private final StringBuilder gathered = new StringBuilder();
    private String gatheredStream = "";
    private Owner gatheredOwner = latest;

    /**
     * @param publisher sends a message on iopub
     * @param session the id of the kernel's session
     */
    public Output(Consumer<Message> publisher, String session) {
        this.publisher = publisher;
        this.session = session;
    }

    /** A request that outputs belong to, and how much of them there was. */
    private static final class Owner {
        final JsonObject header;
        long printed;
        int displays;
        volatile boolean silent;

        Owner(JsonObject header) {
            this.header = header;
        }
    }

    /** Sets how many characters a request may print; what is printed beyond is dropped, and that is said. */
    public void limit(LongSupplier characters) {
        limit = characters;
    }

    /** From now on the outputs of this thread, and of those it starts, belong to the request with this header. */
    public void belongTo(JsonObject header) {
        owner.set(new Owner(header));
    }

    /** From now on nothing that the request of this thread prints or displays is shown. */
    public void silence() {
        owner().silent = true;
    }

    /** The task, so that on another thread its outputs belong to the request that this thread works for. */
    public <T> Callable<T> inherit(Callable<T> task) {
        Owner current = owner();
        return () -> {
            owner.set(current);
            latest = current;
            return task.call();
        };
    }

    /** Adds text to {@code stdout} or {@code stderr}. */
    public synchronized void stream(String name, String text) {
        Owner current = owner();
        long left = limit.getAsLong() - current.printed;
        if (text.isEmpty() || left < 0 || current.silent) {
            return;
        }
        current.printed += text.length();
        if (text.length() <= left) {
            gather(name, text, current);
        } else {
            gather(name, text.substring(0, (int) left), current);
            gather(
                    "stderr",
                    "\n... and more, which is not shown: a cell may print %,d characters (%%config output.limit).\n"
                            .formatted(limit.getAsLong()),
                    current);
        }
    }

    private void gather(String name, String text, Owner current) {
        if (!name.equals(gatheredStream) || current != gatheredOwner) {
            flush();
            gatheredStream = name;
            gatheredOwner = current;
        }
        if (gathered.isEmpty()) {
            timer.schedule(this::flush, FLUSH_MS, TimeUnit.MILLISECONDS);
        }
        gathered.append(text);
        if (gathered.length() >= FLUSH_CHARS) {
            flush();
        }
    }

    /** Sends the text gathered so far. */
    public synchronized void flush() {
        if (!gathered.isEmpty()) {
            Content content = Content.of().with("name", gatheredStream).with("text", gathered.toString());
            gathered.setLength(0);
            publisher.accept(topic(Message.of("stream", session, gatheredOwner.header, content.json())));
        }
    }

    /** Shows a display; one with an id can be updated. A request may show {@value #MAX_DISPLAYS} of them. */
    public void display(DisplayData data) {
        Owner current = owner();
        if (++current.displays <= MAX_DISPLAYS) {
            show("display_data", json(data));
        } else if (current.displays == MAX_DISPLAYS + 1) {
            stream(
                    "stderr",
                    "... and more, which is not shown: a cell may display %,d things.\n".formatted(MAX_DISPLAYS));
        }
    }

    /** Exchanges all displays with this display's id. */
    public void update(DisplayData data) {
        show("update_display_data", json(data));
    }

    /** The value of a cell. */
    public void result(DisplayData data, int cellNumber) {
        JsonObject content = json(data);
        content.addProperty("execution_count", cellNumber);
        publish("execute_result", content);
    }

    /** @param wait whether to clear only when the next output comes */
    public void clear(boolean wait) {
        show("clear_output", Content.of().with("wait", wait).json());
    }

    private void show(String type, JsonObject content) {
        if (!owner().silent) {
            publish(type, content);
        }
    }

    /** Publishes any message on iopub. */
    public void publish(String type, JsonObject content) {
        publish(type, content, new JsonObject(), List.of());
    }

    /** Publishes any message, with metadata and binary buffers, on iopub. */
    public synchronized void publish(String type, JsonObject content, JsonObject metadata, List<byte[]> buffers) {
        flush();
        Message message = Message.of(type, session, owner().header, content);
        publisher.accept(topic(message.withMetadata(metadata).withBuffers(buffers)));
    }

    /** A display as the front end gets it: {@code data, metadata, transient}. */
    public static JsonObject json(DisplayData data) {
        return GSON.toJsonTree(data).getAsJsonObject();
    }

    private Owner owner() {
        Owner own = Thread.currentThread() instanceof ForkJoinWorkerThread ? null : owner.get();
        return own == null ? latest : own;
    }

    private Message topic(Message message) {
        String topic = "kernel." + session + "." + message.type();
        return message.withIdentities(List.of(topic.getBytes(StandardCharsets.UTF_8)));
    }
}
