package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Paper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code %papers} and {@code %reproduce}, and the usage of each method, in the installed kernel. */
class PapersTest {
    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new InstalledKernel(prefix, "--no-archive").start();
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    static Stream<Paper> built() {
        return Catalogue.built().stream();
    }

    @ParameterizedTest
    @MethodSource("built")
    void theUsageOfACardRunsAsItStands(Paper paper) {
        Executed usage =
                execute(kernel, Catalogue.reproduction(paper).orElseThrow().usage());
        assertThat(usage.status()).as(usage.reply().toString()).isEqualTo("ok");
    }

    @Test
    void aPaperIsFoundExplainedAndReproduced() {
        assertThat(execute(kernel, "%papers").texts("execute_result").get(0)).contains("lamp", "not yet");
        assertThat(execute(kernel, "%papers lamp").texts("execute_result").get(0))
                .contains("Jaeho Lee", "new LampPruner()");
        Executed run = execute(kernel, "%reproduce lamp --budget smoke --seeds 1");
        assertThat(run.status()).as(run.reply().toString()).isEqualTo("ok");
        assertThat(String.join("\n", run.texts("display_data")))
                .contains("not judged", "quantity", "Figure 'not judged");
        assertThat(execute(kernel, "verdict.paper().number()").texts("execute_result"))
                .isEqualTo(List.of("96"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%papers nosuchword | No paper's card holds",
                "%reproduce | needs the id of a paper",
                "%reproduce nosuch | There is no paper",
                "%reproduce great-score | not built yet",
                "%reproduce lamp --seeds 0 | at least 1",
                "%reproduce lamp --budget huge | --budget",
            })
    void whatCannotBeDoneIsSaidInASentence(String code, String sentence) {
        Executed refused = execute(kernel, code);
        assertThat(refused.status()).isEqualTo("error");
        assertThat(refused.error()).contains(sentence);
    }

    /** Neither the session nor its variables are lost. */
    @Test
    void anInterruptedReproductionLeavesTheSessionAlive() {
        execute(kernel, "int kept = 42;");
        JsonObject reply = kernel.client()
                .execute(
                        "%reproduce sam --seeds 3",
                        message -> {
                            if (message.type().equals("update_display_data")) { // it says what it does
                                kernel.interrupt();
                            }
                        });
        assertThat(reply.get("ename").getAsString()).isEqualTo("Interrupted");
        assertThat(execute(kernel, "kept").texts("execute_result")).isEqualTo(List.of("42"));
        assertThat(execute(kernel, "%reproduce sam --budget smoke --seeds 1").status())
                .isEqualTo("ok");
    }
}
