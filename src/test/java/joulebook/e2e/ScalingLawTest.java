package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code %scalinglaw} in the installed kernel. */
class ScalingLawTest {
    private static final String SWEEP =
            "%scalinglaw sweep --model mlp:hidden=4|16 --data digits --sizes 200,800 --epochs 2 --batch 20 --lr 0.003";

    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new InstalledKernel(prefix, "--no-archive").start();
        ok(execute(kernel, """
                var points = Table.create(
                        DoubleColumn.create("N"), DoubleColumn.create("D"), DoubleColumn.create("loss"),
                        DoubleColumn.create("joules"), StringColumn.create("who"));
                for (double n = 1e4; n < 2e7; n *= 4) {
                    for (double d = 1e5; d < 2e8; d *= 4) {
                        points.doubleColumn(0).append(n);
                        points.doubleColumn(1).append(d);
                        points.doubleColumn(2).append(1.8 + 480 * Math.pow(n, -0.35) + 2000 * Math.pow(d, -0.37));
                        points.doubleColumn(3).append(d * (1e-4 + 6e-11 * n));
                        points.stringColumn(4).append("me");
                    }
                }
                """));
        ok(
                execute(
                        kernel,
                        "var flat = points.copy(); flat.replaceColumn(3, flat.doubleColumn(1).multiply(1e-4).setName(\"joules\"));"));
        ok(execute(kernel, "%scalinglaw fit points --law chinchilla --name both --bootstrap 20"));
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    private static Executed ok(Executed cell) {
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        return cell;
    }

    private static String value(String code) {
        return ok(execute(kernel, code)).texts("execute_result").get(0);
    }

    @Test
    void aSweepTrainsFitsAndCounts() {
        Executed sweep = ok(execute(kernel, SWEEP + " --law power --bootstrap 20"));
        assertThat(sweep.texts("display_data")).anyMatch(text -> text.contains("Scaling law"));
        assertThat(sweep.texts("execute_result").get(0)).contains("E + A/N^alpha");
        assertThat(value("sweep.rowCount()")).isEqualTo("4");
        assertThat(value("sweep.doubleColumn(\"compute\").max()"))
                .isEqualTo(Double.toString(6.0 * (65 * 16 + 17 * 10) * 800 * 2));
        assertThat(value("law.law().inputs()")).isEqualTo("[compute]");
        assertThat(value("%energy frontier")).contains("sweep/mlp:hidden=16/800");
        assertThat(value("%scalinglaw predict law --compute 1e8")).contains("loss");
    }

    @Test
    void aLawPredictsAndAllocates() {
        assertThat(value("%scalinglaw predict both --at N=1e8,D=1e9"))
                .containsPattern("loss +3\\.496 ") // 1.8 + 480 (1e8)^-0.35 + 2000 (1e9)^-0.37
        ;
        assertThat(value("%scalinglaw predict both --compute 1e14")).contains("N, parameters", "D, examples");
        assertThat(value("%scalinglaw allocate both --budget 1e14")).contains("best use of 1e14 operations");
        assertThat(value("%scalinglaw allocate both --joules 1e4 --sweep points"))
                .contains("best use of 10 kJ");
        assertThat(ok(execute(kernel, "%scalinglaw fit points --x compute --bootstrap 10 --name other"))
                        .texts("display_data"))
                .anyMatch(text -> text.contains("best split"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "%scalinglaw; %scalinglaw needs a verb",
                "%scalinglaw fit points --law moore; There is no scaling law \"moore\"",
                "%scalinglaw fit points --y errors; The table has no column errors",
                "%scalinglaw fit points --y who; The column who holds no numbers",
                "%scalinglaw fit points --x who; --x is who, but the figure can show",
                "%scalinglaw fit points --inputs N; The law takes [N, D], but --inputs names [N]",
                "%scalinglaw fit nothing; There is no variable named nothing",
                "%scalinglaw fit points.csv; The file points.csv does not exist",
                "%scalinglaw sweep --law chinchilla --model mlp:hidden=4|8 --sizes 100,200; needs 5 points or more",
                "%scalinglaw sweep --model mpl:hidden=4; There is no model \"mpl\"",
                "%scalinglaw sweep --data emnist; There are no data \"emnist\"",
                "%scalinglaw sweep --jobs 0; Trials cannot run 0 at once",
                "%scalinglaw sweep --model cnn --data iris --sizes 50 --seeds 0,1,2 --law power; does not fit images",
                "%scalinglaw predict nobody --compute 1; There is no variable named nobody",
                "%scalinglaw predict points --compute 1; The variable points is no ScalingFit",
                "%scalinglaw predict both --at N=1; The law takes [N, D], but [N] is given",
                "%scalinglaw predict both --at N=1,D=-1; give a positive finite number",
                "%scalinglaw fit points --law energy --y joules --x compute; --x is compute, but the figure can show",
                "%scalinglaw allocate both --budget -1; A budget of -1.0",
                "%scalinglaw allocate both --joules 100 --sweep flat; The joules of flat do not grow with N",
                "%scalinglaw allocate both --joules 1 --sweep nobody; There is no variable named nobody",
            })
    void whatCannotBeDoneIsSaidInASentence(String code, String sentence) {
        Executed cell = execute(kernel, code);
        assertThat(cell.status()).isEqualTo("error");
        assertThat(cell.error()).contains(sentence).doesNotContain("\tat ");
    }

    @Test
    void anInterruptedSweepLeavesTheSessionAliveAndNoProcess() {
        JsonObject reply = kernel.client()
                .execute(SWEEP.replace("--epochs 2", "--epochs 100000") + " --law power --table lost", message -> {
                    if (message.type().equals("display_data")) { // the trainings begin
                        kernel.interrupt();
                    }
                });
        assertThat(reply.get("ename").getAsString()).isEqualTo("Interrupted");
        assertThat(value("ProcessHandle.current().children().count()")).isEqualTo("0");
    }

    @Test
    void namesAreCompleted() {
        JsonObject content = new JsonObject();
        String code = "%scalinglaw fit points --law ch";
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.length());
        assertThat(kernel.client()
                        .request("complete_request", content, message -> {})
                        .content()
                        .getAsJsonArray("matches"))
                .containsExactly(new JsonPrimitive("chinchilla"));
    }
}
