package joulebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import joulebook.install.notebook.Notebook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole notebooks, run from top to bottom: by our client, and by Jupyter's. */
class NotebookRunTest {
    private static final Path TOUR = Programs.ROOT.resolve("notebooks/00-tour.ipynb");

    @TempDir
    Path folder;

    @Test
    void ourClientRunsTheTour() throws IOException {
        Path executed = folder.resolve("tour.ipynb");
        Programs.Result result = Programs.joulebook("run", TOUR.toString(), "--output", executed.toString());
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("mf / bp").contains("training (s)").contains("energy (J)");
        check(executed);
        assertThat(Files.readString(folder.resolve("tour.html")))
                .contains("<svg")
                .contains("joulebook-cost")
                .doesNotContain("src=\"http");
    }

    @Test
    void jupyterRunsTheTour() throws IOException {
        Python.assume("nbconvert");
        InstalledKernel kernel = new InstalledKernel(folder);
        Programs.Result listed = Programs.run(kernel.environment(), List.of("jupyter", "kernelspec", "list"));
        assertThat(listed.out()).contains("joulebook");
        Path executed = folder.resolve("tour.ipynb");
        Programs.Result result = Programs.run(
                kernel.environment(),
                List.of(
                        "jupyter",
                        "nbconvert",
                        "--to",
                        "notebook",
                        "--execute",
                        TOUR.toString(),
                        "--output",
                        executed.toString()));
        assertThat(result.status()).as(result.err()).isZero();
        check(executed);
    }

    @Test
    void aFailingCellIsShownAndEarlierOutputsAreKept() throws IOException {
        Path source = folder.resolve("failing.ipynb");
        Files.writeString(source, notebook("System.out.println(\"before\");", "int x = 1;\nint y = x +;", "\"never\""));
        Programs.Result result = Programs.joulebook("run", source.toString());
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("cell 2").contains("line 2");
        String executed = Files.readString(folder.resolve("failing-run.ipynb"));
        assertThat(executed)
                .contains("before\\n")
                .contains("illegal start of expression")
                .doesNotContain("\"never\\n");
        assertThat(executed).contains("    int y = x +;").contains("               ^");
        assertThat(Files.readString(folder.resolve("failing-run.html"))).contains("illegal start of expression");
        assertThat(Notebook.read(folder.resolve("failing-run.ipynb"))
                        .cells()
                        .get(2)
                        .outputs())
                .isEmpty();
    }

    /** Each algorithm reaches 97 % on each seed, and the comparison has both ratios. */
    private static void check(Path executed) throws IOException {
        List<String> texts = texts(executed);
        for (String algorithm : List.of("bp", "mf")) {
            String table = texts.stream()
                    .filter(text -> text.startsWith(algorithm + ": " + algorithm + " on mnist"))
                    .findFirst()
                    .orElseThrow();
            List<Double> accuracies = new ArrayList<>();
            Matcher row =
                    Pattern.compile("(?m)^ *[012] +[\\d.]+ +[\\d.]+ +([\\d.]+)").matcher(table);
            while (row.find()) {
                accuracies.add(Double.parseDouble(row.group(1)));
            }
            assertThat(accuracies).as(table).hasSize(3).allMatch(accuracy -> accuracy >= 97);
        }
        assertThat(texts)
                .anySatisfy(text -> assertThat(text)
                        .containsPattern("mf / bp +seed by seed +[\\d.]+ \\[[\\d.]+, [\\d.]+\\] +[\\d.]+ \\["));
        assertThat(texts.stream().filter(text -> text.contains("CO₂e (")).count())
                .as("a cost line under each cell")
                .isGreaterThanOrEqualTo(12);
    }

    /** The plain text of all outputs. */
    private static List<String> texts(Path notebook) throws IOException {
        List<String> texts = new ArrayList<>();
        JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        json.getAsJsonArray("cells").forEach(cell -> {
            if (cell.getAsJsonObject().has("outputs")) {
                cell.getAsJsonObject().getAsJsonArray("outputs").forEach(output -> {
                    JsonObject data = output.getAsJsonObject().getAsJsonObject("data");
                    if (data != null && data.has("text/plain")) {
                        StringBuilder text = new StringBuilder();
                        if (data.get("text/plain").isJsonArray()) {
                            data.getAsJsonArray("text/plain").forEach(line -> text.append(line.getAsString()));
                        } else {
                            text.append(data.get("text/plain").getAsString());
                        }
                        texts.add(text.toString());
                    }
                });
            }
        });
        return texts;
    }

    private static String notebook(String... cells) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            json.append(String.format(
                    Locale.ROOT,
                    "%s{\"cell_type\":\"code\",\"execution_count\":null,\"id\":\"c%d\",\"metadata\":{},\"outputs\":[],"
                            + "\"source\":%s}",
                    i == 0 ? "" : ",",
                    i,
                    new JsonPrimitive(cells[i])));
        }
        return "{\"cells\":[" + json + "],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}";
    }
}
