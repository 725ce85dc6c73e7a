package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.protocol.Content;
import joulebook.kernel.protocol.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The installed kernel as a process, spoken to by our own client. */
class KernelTest {
    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new InstalledKernel(prefix).start();
    }

    @AfterAll
    static void stop() throws Exception {
        ProcessHandle process = kernel.handle();
        kernel.close();
        assertThat(process.onExit().get(1, TimeUnit.MINUTES).isAlive()).isFalse();
    }

    @Test
    void resultsStreamsAndTheCostLine() {
        Executed cell = execute(kernel, "System.out.println(\"grüße\");\nSystem.err.println(\"oh\");\n6 * 7");
        assertThat(cell.status()).isEqualTo("ok");
        assertThat(cell.stream("stdout")).isEqualTo("grüße\n");
        assertThat(cell.stream("stderr")).isEqualTo("oh\n");
        assertThat(cell.texts("execute_result")).containsExactly("42");
        assertThat(cell.types())
                .startsWith("status", "execute_input", "stream", "stream", "execute_result", "display_data")
                .endsWith("status");
        Message cost = cell.published().get(cell.types().indexOf("display_data"));
        JsonObject reading = cost.object("metadata").getAsJsonObject("joulebook");
        assertThat(reading.get("seconds").getAsDouble()).isPositive();
        assertThat(cell.texts("display_data").get(0))
                .containsPattern("^[\\d.]+ m?s · ")
                .contains("CO₂e");
    }

    @Test
    void aCompileErrorShowsItsLineAndACaret() {
        Executed cell = execute(kernel, "int fine = 1;\nint broken = missing(fine);");
        assertThat(cell.status()).isEqualTo("error");
        assertThat(cell.traceback())
                .contains(", line 2: cannot find symbol")
                .contains("    int broken = missing(fine);\n                 ^~~~~~~");
    }

    @Test
    void anExceptionShowsTheUsersFramesOnly() {
        Executed cell = execute(kernel, "int half(int a) {\n    return a / 0;\n}\n\nhalf(4)");
        assertThat(cell.traceback())
                .startsWith("java.lang.ArithmeticException: / by zero")
                .contains(", line 2)")
                .contains(", line 5)")
                .doesNotContain("jshell")
                .doesNotContain("joulebook");
    }

    @Test
    void silentCellsPublishNothingAndAreNotCounted() {
        int before = number(execute(kernel, "1"));
        List<Message> published = new ArrayList<>();
        JsonObject content = Content.of().with("code", "2").with("silent", true).json();
        Message reply = kernel.client().request("execute_request", content, published::add);
        assertThat(reply.text("status", "")).isEqualTo("ok");
        assertThat(published).extracting(Message::type).containsOnly("status");
        assertThat(number(execute(kernel, "3"))).isEqualTo(before + 1);
    }

    @Test
    void userExpressionsAreAnsweredOneByOne() {
        JsonObject wanted = new JsonObject();
        wanted.addProperty("good", "1 + 1");
        wanted.addProperty("bad", "nowhere");
        JsonObject content =
                Content.of().with("code", "").with("user_expressions", wanted).json();
        JsonObject answers =
                kernel.client().request("execute_request", content, m -> {}).object("user_expressions");
        assertThat(answers.getAsJsonObject("good")
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString())
                .isEqualTo("2");
        assertThat(answers.getAsJsonObject("bad").get("status").getAsString()).isEqualTo("error");
    }

    @Test
    void completionInspectionAndCompleteness() {
        JsonObject complete =
                Content.of().with("code", "\"a\".subs").with("cursor_pos", 8).json();
        JsonArray matches = kernel.client()
                .request("complete_request", complete, m -> {})
                .content()
                .getAsJsonArray("matches");
        assertThat(matches.toString()).contains("substring");
        JsonObject inspect = Content.of()
                .with("code", "\"a\".substring(1)")
                .with("cursor_pos", 8)
                .json();
        assertThat(kernel.client()
                        .request("inspect_request", inspect, m -> {})
                        .object("data")
                        .toString())
                .contains("String String.substring(int beginIndex)");
        assertThat(completeness("int f(")).isEqualTo("incomplete");
        assertThat(completeness("1 + 1")).isEqualTo("complete");
        assertThat(completeness("int int = ;")).isEqualTo("invalid");
    }

    @Test
    void historyAndComms() {
        execute(kernel, "String marker = \"for the history\";");
        JsonObject search = Content.of()
                .with("hist_access_type", "search")
                .with("pattern", "String marker*")
                .json();
        assertThat(kernel.client()
                        .request("history_request", search, m -> {})
                        .content()
                        .toString())
                .contains("for the history");
        assertThat(kernel.client()
                        .request("comm_info_request", new JsonObject(), m -> {})
                        .content()
                        .has("comms"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "while (true) {}",
                "Thread.sleep(1_000_000);",
                "for (;;) { try { Thread.sleep(9); } catch (Exception e) {} }"
            })
    void anInterruptEndsTheCellAndKeepsTheSession(String endless) {
        execute(kernel, "int kept = 11;");
        List<Message> published = new ArrayList<>();
        JsonObject reply = kernel.client().execute("System.out.println(\"running\");\n" + endless, message -> {
            published.add(message);
            if (message.type().equals("stream")) {
                kernel.interrupt();
            }
        });
        assertThat(reply.get("ename").getAsString()).isEqualTo("Interrupted");
        assertThat(execute(kernel, "kept").texts("execute_result")).containsExactly("11");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%trian | There is no magic named %trian. Did you mean %rank or %train?",
                "%energy --nope | Unknown option: '--nope'",
                "%%train --epochs -1\\nnew Mlp(784, 10) | The number of epochs is -1, but it must be at least 1.",
                "%%train --data nowhere.csv --label y\\nnew Mlp(784, 10) | nowhere.csv",
                "%%train --data nothing\\nnew Mlp(784, 10) | nothing",
                "%%train --data iris\\nnew Mlp(4, 8, 5) | 5",
                "%%train --data iris\\n\"text\" | The cell's text gives a String, but a model is a DJL Block or Model.",
                "%%train --data csv:path=x.csv\\nnew Mlp(4, 2) | There is no target for csv: write csv:target=COLUMN.",
                "%%train --data cifar-10:path=/nowhere\\nnew Mlp(4, 2) | there is no file data_batch_1.bin",
                "%train --data iris | %%train needs a model. Write it below the magic's line",
                "%train --data iris --model mlp:hiden=8 | hiden",
                "%prune nobody --sparsity 0.5 | There is no variable named nobody.",
                "%energy compare a | %energy compare needs two runs or more",
                "%energy compare nobody noone | There is no training named nobody, neither a variable nor in the ledger.",
                "%energy what-if --region Atlantis | The carbon table has no region 'Atlantis'",
                "%energy what-if --gpu abacus | The table of GPUs has no abacus.",
                "%energy what-if | %energy what-if needs another region or GPU.",
                "%energy export /nowhere/costs.csv | /nowhere/costs.csv cannot be written",
                "%energy export costs.txt | %energy export writes .csv or .jsonl, but the file is costs.txt.",
                "%energy budget 50apples | is no energy. Give a number with J, kJ, MJ, Wh or kWh",
                "%energy baseline --seconds 0 | A baseline of 0 s cannot be measured: give a time from 1 s to 600 s.",
                "%energy --net | No baseline was measured.",
                "%%energy --repeat 0\\n1 | --repeat is 0, but it must be 1 or more.",
            })
    void badInputIsAnsweredInOneSentence(String code, String sentence) {
        Executed cell = execute(kernel, code.replace("\\n", "\n"));
        assertThat(cell.status()).isEqualTo("error");
        assertThat(cell.error()).contains(sentence);
        assertThat(cell.traceback()).doesNotContain("    at ");
        assertThat(cell.traceback().strip().lines()).hasSize(1);
    }

    @Test
    void aModelOfANameFitsTheDataUnlessAVariableHasTheName() {
        execute(kernel, "%train --data iris --epochs 1 --model mlp:hidden=7 --name named");
        assertThat(execute(kernel, "named.model().getBlock().getOutputShapes(new Shape[] {new Shape(1, 4)})[0].get(1)")
                        .texts("execute_result"))
                .containsExactly("3");
        execute(kernel, "Block resnet = new Mlp(4, 9, 3);\n%train --data iris --epochs 1 --model resnet --name own");
        assertThat(execute(kernel, "own.model().getBlock().getClass().getSimpleName()")
                        .texts("execute_result"))
                .containsExactly("Mlp");
    }

    @Test
    void trainingLeavesItsRunsInAVariable() {
        Executed cell =
                execute(kernel, "%%train --data iris --epochs 40 --batch 16 --lr 0.01 --name small\nnew Mlp(4, 16, 3)");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        assertThat(cell.published()).anySatisfy(m -> {
            assertThat(m.type()).isEqualTo("update_display_data");
            assertThat(m.object("data").keySet())
                    .contains("application/vnd.plotly.v1+json", "text/html", "image/svg+xml", "text/plain");
        });
        assertThat(cell.types()).contains("display_data");
        Executed accuracy = execute(kernel, "small.metric(\"test_accuracy\")");
        assertThat(Double.parseDouble(accuracy.texts("execute_result").get(0))).isGreaterThan(0.85);
        execute(kernel, "%%train --data iris --algorithm mf --name other\nnew Mlp(4, 16, 3)");
        execute(kernel, "%energy compare small other --name compared");
        assertThat(execute(kernel, "compared[0].timeRatio().value() > 0").texts("execute_result"))
                .containsExactly("true");
        Executed ledger = execute(kernel, "%energy --name ledger");
        assertThat(execute(kernel, "ledger.doubleColumn(\"seconds\").min() > 0").texts("execute_result"))
                .containsExactly("true");
        assertThat(ledger.texts("execute_result").get(0)).contains("%%train --data iris");
    }

    @Test
    void aTableOfTheUsersIsTrainedOn() {
        execute(kernel, """
                var width = DoubleColumn.create("width", java.util.stream.IntStream.range(0, 40).asDoubleStream());
                var kind = StringColumn.create("kind", java.util.stream.IntStream.range(0, 40).mapToObj(i -> i < 20 ? "a" : "b"));
                var leaves = Table.create("leaves", width, kind);
                """);
        Executed trained = execute(
                kernel,
                "%%train --data leaves --label kind --epochs 30 --batch 8 --lr 0.05 --name leaf\nnew Mlp(1, 8, 2)");
        assertThat(trained.status()).as(trained.reply().toString()).isEqualTo("ok");
        assertThat(execute(kernel, "leaf.dataset() + leaf.metric(\"test_accuracy\")")
                        .texts("execute_result"))
                .containsExactly("leaves1.0");
    }

    @Test
    void severalWaysToPruneAreCompared() {
        execute(kernel, "%%train --data digits --epochs 5 --batch 64 --name net\nnew Mlp(64, 60, 10)");
        Executed masked = execute(
                kernel,
                "%prune net --method global,magnitude:scope=layer,min-kept=2 --sparsity 0.5..0.98:3 --name masked");
        assertThat(masked.status()).as(masked.reply().toString()).isEqualTo("ok");
        assertThat(masked.texts("execute_result").get(0))
                .contains("dense", "global", "magnitude:scope=layer,min-kept=2", "98", "test accuracy (%)", "ms");
        assertThat(masked.texts("display_data").toString()).contains("Figure 'Quality against sparsity': 3 traces");
        assertThat(execute(kernel, "masked.pruned().stream().map(PrunedModel::sparsity).distinct().toList()")
                        .texts("execute_result"))
                .containsExactly("[0.5, 0.9, 0.98]");
        Executed smaller = execute(
                kernel,
                "%prune net --structured --method modhifi,norm --sparsity 0.5 --finetune 1"
                        + " --schedule gradual:steps=2 --name smaller");
        assertThat(smaller.status()).as(smaller.reply().toString()).isEqualTo("ok");
        assertThat(execute(kernel, "smaller.pruned().get(0).parameters()").texts("execute_result"))
                .containsExactly(String.valueOf(64 * 30 + 30 + 30 * 10 + 10));
        assertThat(execute(kernel, "%prune net --sparsity 0.9 --finetune 1").status())
                .isEqualTo("ok");
        assertThat(execute(kernel, "pruned.masks().sparsity() > 0.89").texts("execute_result"))
                .containsExactly("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sparsity 1.2 | --sparsity is 1.2, but it takes shares from 0 to below 1",
                "--sparsity 0.9..0.5 | --sparsity is 0.9..0.5",
                "--sparsity half | --sparsity is half",
                "--sparsity 0.5 --method magic | There is no pruner \"magic\"",
                "--sparsity 0.5 --method lamp --scope layer | There is no setting \"scope\" of lamp",
                "--sparsity 0.5 --scope row | must be one of global, layer",
                "--sparsity 0.5 --schedule gradual | fine-tune for 1 epoch or more",
                "--sparsity 0.5 --finetune -1 | Fine-tuning for -1 epochs",
                "--sparsity 0.5 --schedule weekly | There is no sparsity schedule \"weekly\"",
                "--sparsity 0.5 --structured --method lamp | There is no unit pruner \"lamp\"",
                "--sparsity 0.5 --structured --scope layer | --scope is for weights",
                "--sparsity 0.5 --data iris | The model takes examples of shape (8, 8), but those of iris have the shape (4).",
            })
    void whatCannotBePrunedIsSaidInOneSentence(String options, String sentence) {
        execute(kernel, "%%train --data digits --epochs 1 --name tiny\nnew Mlp(64, 10)");
        Executed cell = execute(kernel, "%prune tiny " + options);
        assertThat(cell.status()).isEqualTo("error");
        assertThat(cell.error()).contains(sentence);
        assertThat(cell.traceback()).doesNotContain("    at ");
    }

    private static String completeness(String code) {
        JsonObject content = Content.of().with("code", code).json();
        return kernel.client().request("is_complete_request", content, m -> {}).text("status", "");
    }

    private static int number(Executed cell) {
        return cell.reply().get("execution_count").getAsInt();
    }
}
