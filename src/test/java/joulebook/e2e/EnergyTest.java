package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code %energy} and the line under the cells, in the installed kernel. */
class EnergyTest {
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

    @Test
    void theReplyAndTheLineUnderTheCellCarryTheSameNumbers() {
        JsonObject content = Content.of()
                .with("code", "int a = 1;\na")
                .with("store_history", true)
                .json();
        JsonObject[] shown = new JsonObject[1];
        Message reply = kernel.client().request("execute_request", content, message -> {
            if (message.type().equals("display_data")) {
                shown[0] = message.object("metadata").getAsJsonObject("joulebook");
            }
        });
        assertThat(reply.metadata().getAsJsonObject("energy")).isEqualTo(shown[0]);
        assertThat(shown[0].keySet())
                .contains("cell", "started", "digest", "code", "outcome", "seconds", "joules", "low", "high", "grams");
        assertThat(shown[0].get("code").getAsString()).isEqualTo("int a = 1;");
    }

    @Test
    void theLineCanBeTurnedOffForACellAndForTheSession() {
        assertThat(execute(kernel, "%%energy quiet\n40 + 2").types())
                .contains("execute_result")
                .doesNotContain("display_data");
        assertThat(execute(kernel, "43").types()).contains("display_data");
        execute(kernel, "%energy quiet");
        assertThat(execute(kernel, "44").types()).doesNotContain("display_data");
        assertThat(execute(kernel, "%config energy").texts("execute_result")).containsExactly("quiet");
        execute(kernel, "%config energy=on");
        assertThat(execute(kernel, "45").types()).contains("display_data");
        int before = cells();
        execute(kernel, "%%energy off\n46");
        assertThat(cells()).isEqualTo(before + 1); // the cell that counted
    }

    private static int cells() {
        execute(kernel, "%energy --name counted");
        return Integer.parseInt(execute(kernel, "%%energy off\ncounted.rowCount()")
                .texts("execute_result")
                .get(0));
    }

    @Test
    void aCellIsPricedAgainAndAgain() {
        execute(kernel, "int runs = 0;");
        String table = execute(kernel, "%%energy --repeat 3\nruns++;")
                .texts("execute_result")
                .get(0);
        assertThat(table).contains("cost of each run").contains("mean");
        assertThat(table.lines().map(line -> line.strip().split("\\s+")[0])).contains("1", "2", "3", "mean");
        assertThat(execute(kernel, "runs").texts("execute_result")).containsExactly("3");
    }

    @Test
    void thePowerIsDrawnWhileTheCellRuns() {
        // ends when the figure was drawn and drawn anew
        boolean[] interrupted = {false};
        List<String> types = new ArrayList<>();
        kernel.client()
                .execute(
                        "%%energy watch\nwhile (true) {}",
                        message -> {
                            types.add(message.type());
                            if (message.type().equals("update_display_data") && !interrupted[0]) {
                                interrupted[0] = true;
                                kernel.interrupt();
                            }
                        });
        assertThat(types).containsSubsequence("display_data", "update_display_data", "error");
        assertThat(execute(kernel, "%energy watch sometimes").error()).startsWith("%energy watch is on or off");
    }

    @Test
    void theSourceIsDescribedAndCanBeChanged() {
        assertThat(execute(kernel, "%energy source --period 0").error())
                .contains("give a period from 20 ms to 1000 ms")
                .hasLineCount(1);
        String source = execute(kernel, "%energy source --period 50 --region Germany")
                .texts("execute_result")
                .get(0);
        assertThat(source)
                .contains("Sampled every 50 ms.")
                .contains("g/kWh, Germany")
                .contains("Kept in " + prefix);
        assertThat(execute(kernel, "1").texts("display_data").get(0)).contains("(Germany)");
        execute(kernel, "%energy source --period 100 --region world");
    }

    @Test
    void aSpentBudgetInterruptsTheCell() {
        String spent = execute(kernel, "%energy budget").texts("execute_result").get(0);
        assertThat(spent).startsWith("This session has no budget; ");
        execute(kernel, "%energy reset");
        execute(kernel, "%energy budget 2J");
        Executed endless = execute(kernel, "while (true) {}");
        assertThat(endless.reply().get("ename").getAsString()).isEqualTo("Interrupted");
        assertThat(endless.stream("stderr")).contains("of the budget of 2 J are spent. This cell is interrupted;");
        Executed next = execute(kernel, "Thread.sleep(1_000_000);");
        assertThat(next.reply().get("ename").getAsString()).isEqualTo("Interrupted");
        assertThat(execute(kernel, "%energy budget off").status()).isEqualTo("ok");
        assertThat(execute(kernel, "Thread.sleep(600); 7").texts("execute_result"))
                .containsExactly("7");
        assertThat(execute(kernel, "%energy waste").texts("execute_result").get(0))
                .containsPattern("cells that were interrupted +2 ");
    }

    @Test
    void theLedgerCanBeExported() throws IOException {
        execute(kernel, "1 / 0");
        Path csv = prefix.resolve("costs.csv");
        execute(kernel, "%energy export \"" + csv + "\"");
        assertThat(Files.readAllLines(csv).get(0)).startsWith("timestamp,project_name,run_id,");
        Path rows = prefix.resolve("costs.jsonl");
        execute(kernel, "%energy export \"" + rows + "\"");
        assertThat(Files.readAllLines(rows))
                .extracting(line -> JsonParser.parseString(line).getAsJsonObject())
                .anySatisfy(row -> {
                    assertThat(row.get("outcome").getAsString()).isEqualTo("failed");
                    assertThat(row.get("code").getAsString()).isEqualTo("1 / 0");
                });
    }

    /** The comparison of the sheet on Mono-Forward, on 2,000 images of MNIST. */
    @Test
    void twoAlgorithmsAreComparedOverFiveSeeds() {
        execute(
                kernel,
                "TrainTest all = Datasets.load(\"mnist\");\nTrainTest part = "
                        + "new TrainTest(all.train().take(2_000), all.test().take(1_000));");
        for (String algorithm : List.of("bp", "mf")) {
            String options = " --data part --batch 64 --epochs 4 --seeds 0,1,2,3,4 --name " + algorithm;
            Executed trained =
                    execute(kernel, "%%train --algorithm " + algorithm + options + "\nnew Mlp(784, 128, 128, 10)");
            assertThat(trained.status()).as(trained.reply().toString()).isEqualTo("ok");
        }
        execute(kernel, "bp = null; mf = null;"); // the ledger still has them
        Executed missing = execute(kernel, "%energy compare bp nothing");
        assertThat(missing.error()).contains("The ledger has: ").contains("bp, mf");
        Executed compared = execute(kernel, "%energy compare bp mf --name comparison");
        assertThat(compared.texts("display_data").get(1))
                .contains("energy to reach")
                .contains("test accuracy (%)");
        assertThat(compared.texts("display_data").get(2)).contains("seed by seed");
        assertThat(compared.texts("execute_result").get(0))
                .contains("mf and bp:")
                .contains("  energy: ");
        assertThat(value("comparison[0].isPaired()")).isEqualTo("true");
        assertThat(value("comparison[0].energyRatio().isBounded()")).isEqualTo("true");
        assertThat(value("comparison[0].baseline().stream().allMatch(r -> r.metric(\"test_accuracy\") > 0.8)"))
                .isEqualTo("true");
        Executed frontier = execute(kernel, "%energy frontier");
        assertThat(frontier.texts("execute_result").get(0)).contains("of 10 trainings that no other beats in both");
        assertThat(execute(kernel, "%energy").texts("execute_result").get(0)).contains("↳ mf, mf, seed 4: ");
    }

    private static String value(String expression) {
        return execute(kernel, expression).texts("execute_result").get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "watch",
                "compare",
                "frontier",
                "what-if",
                "waste",
                "budget",
                "baseline",
                "source",
                "export",
                "reset",
                "on",
                "quiet",
                "off"
            })
    void everyVerbCompletesAndExplainsItself(String verb) {
        String code = "%energy " + verb.substring(0, verb.length() - 1);
        JsonObject content = Content.of()
                .with("code", code)
                .with("cursor_pos", code.length())
                .json();
        JsonArray matches = kernel.client()
                .request("complete_request", content, message -> {})
                .content()
                .getAsJsonArray("matches");
        assertThat(matches.toString()).contains("\"" + verb + "\"");
        assertThat(execute(kernel, "%energy " + verb + " --help")
                        .texts("execute_result")
                        .get(0))
                .contains("Usage: %energy " + verb);
    }
}
