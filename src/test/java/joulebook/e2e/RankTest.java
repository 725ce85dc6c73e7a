package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.assertRefused;
import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code %rank} in the installed kernel, on a table and on a file. */
class RankTest {
    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new InstalledKernel(prefix, "--no-archive").start();
        execute(kernel, """
                Table board = Table.create("board",
                        StringColumn.create("model", "steady", "rare-errors", "weak"),
                        DoubleColumn.create("a", 0.5, 0.6, 0.3), DoubleColumn.create("b", 0.5, 0.6, 0.3),
                        DoubleColumn.create("c", 0.5, 0.6, 0.3), DoubleColumn.create("d", 0.5, 0.6, 0.3),
                        DoubleColumn.create("e", 0.5, -4.0, 0.3));
                Table broken = board.copy();
                broken.doubleColumn("b").setMissing(1);
                Table alone = board.first(1);
                int number = 3;
                """);
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @Test
    void rankingsStandSideBySideWithIntervals() {
        Executed cell = execute(
                kernel, "%rank board --by mean,bradley-terry,swiss:tournaments=500,eliminations=1 --name ranked");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        assertThat(cell.texts("execute_result").get(0))
                .contains(
                        "3 models on 5 examples",
                        "mean, place",
                        "swiss:tournaments=500,eliminations=1, place",
                        "1 [1,");
        assertThat(cell.texts("display_data").get(0)).contains("By mean", "By bradley-terry", "steady", "rare-errors");
        assertThat(value("ranked.stringColumn(\"model\").get(0)")).contains("steady");
        assertThat(value("ranked.doubleColumn(\"bradley-terry, place\").get(0)"))
                .isEqualTo("2.0");
        assertThat(value("ranked.doubleColumn(\"mean, low\").get(2) <= ranked.doubleColumn(\"mean\").get(2)"))
                .isEqualTo("true");
    }

    @Test
    void aFileIsRankedByTheChosenColumns() throws IOException {
        Path file = prefix.resolve("board.csv");
        Files.writeString(file, "model,size,x,y\nsmall,1,0.9,0.8\nlarge,9,0.2,0.3\n");
        Executed cell = execute(kernel, "%rank " + file + " --on x,y --by mean --bootstrap 0");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        assertThat(cell.texts("execute_result").get(0)).containsSubsequence("small", "0.85", "large", "0.25");
    }

    @Test
    void theSameSeedGivesTheSameIntervals() {
        String code = "%rank board --by swiss:tournaments=100 --bootstrap 50 --seed 4";
        assertThat(execute(kernel, code).texts("execute_result").get(0))
                .isEqualTo(execute(kernel, code).texts("execute_result").get(0));
    }

    @Test
    void tablesAndMethodsAreCompleted() {
        assertThat(completions("%rank bo")).containsExactly("board");
        assertThat(completions("%rank board --by br")).containsExactly("bradley-terry");
        assertThat(completions("%rank board --by mean,sw")).allMatch(match -> match.endsWith("swiss"));
    }

    private static List<String> completions(String code) {
        JsonObject content = new JsonObject();
        content.addProperty("code", code);
        content.addProperty("cursor_pos", code.length());
        return kernel
                .client()
                .request("complete_request", content, message -> {})
                .content()
                .getAsJsonArray("matches")
                .asList()
                .stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%rank nothing | There is no variable named nothing.",
                "%rank number | The variable number holds no Table.",
                "%rank nothing.csv | There is no readable file",
                "%rank board --on z | There is no column \"z\" in the table: choose among model, a",
                "%rank board --on model | holds no numbers",
                "%rank broken | The score 1 of rare-errors is NaN",
                "%rank alone | There is only one model, steady",
                "%rank board --by median | There is no ranker \"median\": choose one of mean",
                "%rank board --by swiss:rounds=3 | There is no setting \"rounds\" of swiss",
                "%rank board --bootstrap -1 | give 0 or more.",
            })
    void badInputIsAnsweredInOneSentence(String code, String sentence) {
        assertRefused(kernel, code, sentence);
    }

    private static String value(String expression) {
        return execute(kernel, expression).texts("execute_result").get(0);
    }
}
