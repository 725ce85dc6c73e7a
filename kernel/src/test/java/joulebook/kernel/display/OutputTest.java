package joulebook.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import joulebook.kernel.protocol.Message;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.junit.jupiter.api.Test;

class OutputTest {
    private final Recording recording = new Recording();
    private final Output output = new Output(recording, "kernel-id");

    @Test
    void gathersTextIntoFewMessages() {
        String[] lines = IntStream.range(0, 10_000).mapToObj(i -> i + "\n").toArray(String[]::new);
        for (String line : lines) {
            output.stream("stdout", line);
        }
        output.flush();
        assertThat(recording.text("stdout")).isEqualTo(String.join("", lines));
        assertThat(recording.messages()).hasSizeLessThan(lines.length / 10);
    }

    @Test
    void sendsMuchTextAtOnce() {
        String text = "x".repeat(1 << 16);
        output.stream("stdout", text);
        assertThat(recording.text("stdout")).isEqualTo(text);
    }

    @Test
    void sendsGatheredTextWithoutBeingAsked() throws InterruptedException {
        BlockingQueue<Message> arrived = new LinkedBlockingQueue<>();
        new Output(arrived::add, "kernel-id").stream("stdout", "a little");
        assertThat(arrived.poll(30, TimeUnit.SECONDS).text("text", "")).isEqualTo("a little");
    }

    @Test
    void showsNothingOfASilentRequest() {
        output.belongTo(new JsonObject());
        output.silence();
        output.stream("stdout", "1");
        output.display(new DisplayData("2"));
        output.update(new DisplayData("3"));
        output.clear(false);
        output.flush();
        assertThat(recording.messages()).isEmpty();
        output.belongTo(new JsonObject());
        output.stream("stdout", "4");
        output.flush();
        assertThat(recording.text("stdout")).isEqualTo("4");
    }

    @Test
    void keepsTheOrderOfStreamsAndDisplays() {
        output.stream("stdout", "1");
        output.stream("stderr", "2");
        output.stream("stderr", "");
        output.stream("stdout", "3");
        output.display(new DisplayData("4"));
        output.stream("stdout", "5");
        output.clear(true);
        output.result(new DisplayData("6"), 9);
        output.flush();
        assertThat(recording.messages())
                .extracting(message -> message.type() + " " + message.text("name", "") + message.text("text", ""))
                .containsExactly(
                        "stream stdout1",
                        "stream stderr2",
                        "stream stdout3",
                        "display_data ",
                        "stream stdout5",
                        "clear_output ",
                        "execute_result ");
    }

    @Test
    void sendsDisplaysAsTheProtocolWantsThem() {
        DisplayData data = new DisplayData("text");
        data.setDisplayId("d");
        output.update(data);
        output.result(new DisplayData("value"), 9);
        Message update = recording.messages().get(0);
        assertThat(update.type()).isEqualTo("update_display_data");
        assertThat(update.object("data").get("text/plain").getAsString()).isEqualTo("text");
        assertThat(update.object("transient").get("display_id").getAsString()).isEqualTo("d");
        assertThat(update.object("metadata").size()).isZero();
        assertThat(update.identities())
                .containsExactly("kernel.kernel-id.update_display_data".getBytes(StandardCharsets.UTF_8));
        assertThat(recording.messages().get(1).number("execution_count", 0)).isEqualTo(9);
    }

    @Test
    void outputBelongsToTheRequestOfItsThread() throws Exception {
        output.belongTo(header("first"));
        output.stream("stdout", "a");
        Thread other = new Thread(() -> {
            output.stream("stdout", "inherited");
            output.belongTo(header("second"));
            output.stream("stdout", "b");
            output.display(new DisplayData("c"));
        });
        other.start();
        other.join();
        output.stream("stdout", "d");
        output.flush();
        assertThat(recording.messages())
                .extracting(Message::parentId)
                .containsExactly("first", "second", "second", "first");
        assertThat(recording.messages())
                .extracting(m -> m.text("text", ""))
                .containsExactly("ainherited", "b", "", "d");
    }

    @Test
    void aTaskInheritsTheRequestOfTheThreadThatWaitsForIt() throws Exception {
        output.belongTo(header("cell"));
        Runnable task = runnable(output.inherit(() -> {
            output.stream("stdout", "from the task");
            return null;
        }));
        onThread(() -> {
            output.belongTo(header("the cell before"));
            task.run();
        });
        output.flush();
        assertThat(recording.messages()).extracting(Message::parentId).containsExactly("cell");
    }

    @Test
    void threadsOfASharedPoolPrintForTheLatestCell() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            for (String cell : List.of("first", "second")) {
                output.belongTo(header(cell));
                output.inherit(() ->
                                pool.submit(() -> output.stream("stdout", cell)).get())
                        .call();
            }
        } finally {
            pool.shutdown();
        }
        output.flush();
        assertThat(recording.messages())
                .extracting(Message::parentId, message -> message.text("text", ""))
                .containsExactly(tuple("first", "first"), tuple("second", "second"));
    }

    private static Runnable runnable(Callable<?> task) {
        return () -> {
            try {
                task.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static void onThread(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }

    private static JsonObject header(String id) {
        JsonObject header = new JsonObject();
        header.addProperty("msg_id", id);
        return header;
    }

    @Test
    void boundsWhatARequestPrintsAndSaysSoOnce() {
        output.limit(() -> 1_000);
        output.belongTo(header("flood"));
        for (int i = 0; i < 300; i++) {
            output.stream("stdout", "0123456789");
        }
        output.flush();
        assertThat(recording.text("stdout")).hasSize(1_000);
        assertThat(recording.text("stderr")).containsOnlyOnce("not shown").contains("1,000 characters");
        output.belongTo(header("next"));
        output.stream("stdout", "next");
        output.flush();
        assertThat(recording.text("stdout")).endsWith("next");
    }

    @Test
    void boundsTheDisplaysOfARequest() {
        output.belongTo(header("flood"));
        for (int i = 0; i < 6_000; i++) {
            output.display(new DisplayData("one"));
        }
        output.flush();
        assertThat(recording.types()).filteredOn("display_data"::equals).hasSize(5_000);
        assertThat(recording.text("stderr")).containsOnlyOnce("not shown");
    }
}
