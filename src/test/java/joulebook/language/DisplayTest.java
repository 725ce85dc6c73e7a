package joulebook.language;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import joulebook.e2e.InstalledKernel;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import joulebook.kernel.protocol.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cells of the installed kernel can show, and how they come to what they have shown. */
class DisplayTest {
    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new InstalledKernel(prefix).start();
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    private static Message first(Executed cell, String type) {
        return cell.published().stream()
                .filter(message -> message.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError(cell.reply().toString()));
    }

    private static JsonObject result(String code) {
        return first(execute(kernel, code), "execute_result").object("data");
    }

    @Test
    void displaysAreShownUpdatedAndCleared() {
        Executed cell = execute(kernel, """
                String shown = display("one", "mine");
                update(List.of("two"), shown);
                clear(true);
                display(markdown("*three*"));
                """);
        assertThat(cell.types())
                .containsSubsequence("display_data", "update_display_data", "clear_output", "display_data");
        Message update = first(cell, "update_display_data");
        assertThat(update.object("transient").get("display_id").getAsString()).isEqualTo("mine");
        assertThat(update.object("data").get("text/plain").getAsString()).isEqualTo("[two]");
        assertThat(first(cell, "clear_output").flag("wait", false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "html(\"<b>b</b>\") | text/html | \"<b>b</b>\"",
                "latex(\"x\") | text/latex | \"$$x$$\"",
                "svg(\"<svg/>\") | image/svg+xml | \"<svg/>\"",
                "javascript(\"1\") | application/javascript | \"1\"",
                "json(Map.of(\"a\", List.of(1))) | application/json | {\"a\":[1]}",
            })
    void valuesShowAsTheirType(String code, String type, String content) {
        JsonObject data = result(code);
        assertThat(data.get(type)).hasToString(content);
        assertThat(data.keySet()).containsExactlyInAnyOrder("text/plain", type);
    }

    @Test
    void whatCellsHaveShownCanBeHadLater() {
        Executed text = execute(kernel, "\"kept\".repeat(2)");
        int number = text.reply().get("execution_count").getAsInt();
        assertThat(result("Out(" + number + ", String.class).length()")
                        .get("text/plain")
                        .getAsString())
                .isEqualTo("8");
        assertThat(result("last(2) + \" \" + last()").get("text/plain").getAsString())
                .isEqualTo("keptkept 8");
        assertThat(execute(kernel, "Out(" + number + ", Integer.class)").error())
                .isEqualTo("Out(" + number + ") is of the type String, not Integer.");
        Executed never = execute(kernel, "Out(999)");
        assertThat(never.error()).startsWith("Cell 999 has shown no value that is still kept. Kept are those of: ");
        assertThat(never.traceback().strip().lines()).hasSize(1);
    }

    @Test
    void aCellRegistersHowItsOwnClassIsShown() {
        JsonObject data = result("""
                record Celsius(double degrees) {}
                renderer().createRegistration(Celsius.class)
                    .register((c, context) -> context.getOutputContainer().putHTML("<b>" + c.degrees() + " °C</b>"));
                new Celsius(20.5)
                """);
        assertThat(data.get("text/html").getAsString()).isEqualTo("<b>20.5 °C</b>");
        assertThat(data.get("text/plain").getAsString()).isEqualTo("Celsius[degrees=20.5]");
    }

    @Test
    void recordsOfCellsAndArraysOfTheLibraryAreSeen() {
        assertThat(result("record Run(String name, int[] loss) {}\nList.of(new Run(\"<bp>\", new int[] {1, 2}))")
                        .get("text/html")
                        .getAsString())
                .contains("<td>&lt;bp&gt;</td><td>[1, 2]</td>");
        for (String code : List.of(
                "try (var m = NDManager.newBaseManager()) { display(m.ones(new Shape(8, 8))); }",
                "var net = new Mlp(4, 2); display(net);")) {
            JsonObject shown = first(execute(kernel, code), "display_data").object("data");
            assertThat(shown.get("text/html").getAsString()).containsAnyOf("data:image/png", "02Linear");
        }
        JsonObject closed =
                result("NDArray gone; try (var m = NDManager.newBaseManager()) { gone = m.ones(new Shape(2)); }\ngone");
        assertThat(closed.get("text/plain").getAsString()).startsWith("A closed NDArray");
    }
}
