package joulebook.kernel.magic.general;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import joulebook.kernel.TestNotebook;
import joulebook.kernel.protocol.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BashTest {
    private final TestNotebook notebook = new TestNotebook();

    @AfterEach
    void close() {
        notebook.close();
    }

    @Test
    void printsOnBothStreams() {
        assertThat(notebook.run("%%bash\necho out; echo err >&2; printf 'é%.0s' 1 2; cat"))
                .isEmpty();
        assertThat(notebook.printed("stdout")).isEqualTo("out\néé");
        assertThat(notebook.printed("stderr")).isEqualTo("err\n");
    }

    @Test
    void aFailureIsTold() {
        assertThat(notebook.mistake("%%bash\necho before; exit 3")).isEqualTo("bash ended with exit status 3.");
        assertThat(notebook.printed("stdout")).isEqualTo("before\n");
        assertThat(notebook.mistake("%bash echo")).contains("%bash");
    }

    @Test
    void aChildInTheBackgroundDoesNotHoldTheCell() {
        assertThat(notebook.run("%%bash\nsleep 300 & echo $!")).isEmpty();
        long child = Long.parseLong(notebook.printed("stdout").strip());
        assertThat(ProcessHandle.of(child).map(ProcessHandle::destroyForcibly)).contains(true);
    }

    /** The output comes while the process runs, and an interrupt ends it and its child. */
    @Test
    void anInterruptKillsTheProcessAndItsChildren() throws Exception {
        CountDownLatch printed = new CountDownLatch(1);
        notebook.recording().listen(message -> {
            if (text(message).endsWith("\n")) {
                printed.countDown();
            }
        });
        CompletableFuture<String> cell =
                CompletableFuture.supplyAsync(() -> notebook.run("%%bash\nsleep 300 & echo $!; wait"));
        printed.await();
        Optional<ProcessHandle> child =
                ProcessHandle.of(Long.parseLong(notebook.printed("stdout").strip()));
        notebook.session().interrupt();
        assertThat(cell.get()).isEqualTo("Interrupted.");
        child.ifPresent(process -> process.onExit().join());
    }

    private static String text(Message message) {
        return message.type().equals("stream") ? message.text("text", "") : "";
    }
}
