package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.protocol.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training shows while it runs, and what it leaves however it ends. */
class LiveTrainingTest {
    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws Exception {
        kernel = new InstalledKernel(prefix, "--no-archive").start();
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @Test
    void aTrainingShowsOneDisplayThatEndsAsAFigure() {
        Executed cell = execute(kernel, "%%train --data digits --epochs 200 --name run\nnew Mlp(64, 64, 10)");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        List<Message> chart = chart(cell.published());
        assertThat(chart.get(0).type()).isEqualTo("display_data");
        assertThat(chart.subList(1, chart.size())).extracting(Message::type).containsOnly("update_display_data");
        assertThat(html(chart.get(0))).contains("joulebook-progress");
        assertThat(text(chart.get(0)))
                .containsPattern("^seed 0 · epoch 1 of 200 · batch \\d+ of \\d+ · loss [\\d.]+ · .* left$");
        Message last = chart.get(chart.size() - 1);
        assertThat(html(last)).contains("<picture>").doesNotContain("joulebook-progress");
        assertThat(text(last)).contains("(training, test)");
    }

    @Test
    void whatIsInterruptedIsLeftUpToItsLastWholeEpoch() {
        List<Message> published = new ArrayList<>();
        JsonObject reply = kernel.client()
                .execute(
                        "%%train --data digits --epochs 1000000 --seeds 5,6 --name part\nnew Mlp(64, 64, 10)",
                        message -> {
                            published.add(message);
                            if (message.type().equals("update_display_data")
                                    && text(message).contains("test accuracy")) {
                                kernel.interrupt();
                            }
                        });
        assertThat(reply.get("ename").getAsString()).isEqualTo("Interrupted");
        List<Message> chart = chart(published);
        assertThat(html(chart.get(chart.size() - 1))).contains("<picture>").doesNotContain("joulebook-progress");
        assertThat(published)
                .filteredOn(message -> message.type().equals("display_data"))
                .extracting(LiveTrainingTest::text)
                .anySatisfy(text ->
                        assertThat(text).matches("Ended early: part holds seed 5 up to epoch \\d+ of 1000000\\."));
        Executed held = execute(kernel, """
                TrainingRun left = part.runs().get(0);
                System.out.print(left.epochs() == left.history().rowCount()
                    && left.evaluate(Datasets.load("digits").test()).loss() == left.metric("test_loss")
                    && left.reading().seconds() > 0);
                """);
        assertThat(held.stream("stdout")).as(held.reply().toString()).isEqualTo("true");
    }

    @Test
    void earlierTrainingsOfACellThatFailsAreLeft() {
        execute(kernel, "int built = 0;");
        Executed failed = execute(
                kernel,
                "%%train --data digits --epochs 1 --seeds 1,2 --name before\nnew Mlp(64, built++ == 0 ? 10 : 1 / 0)");
        assertThat(failed.error()).contains("/ by zero");
        assertThat(execute(kernel, "before.runs().size() + \" \" + before.runs().get(0).epochs()")
                        .texts("execute_result"))
                .containsExactly("1 1");
    }

    /** The messages of the first display that is updated. */
    private static List<Message> chart(List<Message> published) {
        String id = published.stream()
                .filter(message -> message.type().equals("update_display_data"))
                .findFirst()
                .map(LiveTrainingTest::displayId)
                .orElseThrow();
        return published.stream()
                .filter(message -> message.type().endsWith("display_data"))
                .filter(message -> displayId(message).equals(id))
                .toList();
    }

    private static String displayId(Message message) {
        JsonObject passing = message.object("transient");
        return passing.has("display_id") ? passing.get("display_id").getAsString() : "";
    }

    private static String text(Message message) {
        return message.object("data").get("text/plain").getAsString();
    }

    private static String html(Message message) {
        return message.object("data").get("text/html").getAsString();
    }
}
