package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import joulebook.install.notebook.Cell;
import joulebook.install.notebook.Notebook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The chapters of the course and the checks of their exercises. */
class CourseTest {
    private static final Path NOTEBOOKS = Programs.ROOT.resolve("notebooks");
    private static final String CHECK = "%check ";

    @TempDir
    static Path prefix;

    private static InstalledKernel installed;

    @BeforeAll
    static void install() {
        installed = new InstalledKernel(prefix, "--no-archive");
    }

    static List<Path> chapters() throws IOException {
        try (Stream<Path> files = Files.list(NOTEBOOKS)) {
            return files.filter(file -> file.getFileName().toString().matches("0[1-9]-[a-z-]+\\.ipynb"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void aChapterRunsAndItsChecksPassOnTheSolutionsAlone(Path chapter) throws IOException {
        int exercises = 0;
        try (KernelProcess kernel = installed.start()) {
            for (Cell cell : Notebook.read(chapter).cells()) {
                String code = cell.source();
                if (!cell.isCode()) {
                    continue;
                }
                if (code.startsWith(CHECK)) {
                    exercises++;
                    Path solution = NOTEBOOKS
                            .resolve("solutions")
                            .resolve(code.substring(CHECK.length()).strip() + ".java");
                    assertThat(check(kernel, code)).contains(", not yet: ");
                    ok(kernel, Files.readString(solution));
                    assertThat(check(kernel, code)).contains(", passed: ");
                } else {
                    ok(kernel, code);
                }
            }
        }
        assertThat(exercises).isBetween(2, 4);
    }

    /** As a student finds it: every check answers what is not there yet. */
    @ParameterizedTest
    @MethodSource("chapters")
    void jupyterRunsAChapter(Path chapter) throws IOException {
        Python.assume("nbconvert");
        Path executed = prefix.resolve(chapter.getFileName());
        List<String> convert = List.of(
                "jupyter",
                "nbconvert",
                "--to",
                "notebook",
                "--execute",
                chapter.toString(),
                "--output",
                executed.toString());
        Programs.Result result = Programs.run(installed.environment(), convert);
        assertThat(result.status()).as(result.err()).isZero();
        List<Cell> checks = Notebook.read(executed).cells().stream()
                .filter(cell -> cell.isCode() && cell.source().startsWith(CHECK))
                .toList();
        assertThat(checks)
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(cell.outputs().toString()).contains(", not yet: "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%check 1.9 | There is no exercise 1.9.",
                "%check 99 | There is no exercise 99.",
                "%check ../1 | There is no exercise ../1.",
                "%check | %check: Missing required parameter"
            })
    void anExerciseThatIsNotThereIsAMistake(String code, String sentence) throws IOException {
        try (KernelProcess kernel = installed.start()) {
            assertThat(execute(kernel, code).error()).startsWith(sentence);
        }
    }

    @Test
    void aHintHelpsAndAChapterIsCheckedAsAWhole() throws IOException {
        try (KernelProcess kernel = installed.start()) {
            assertThat(check(kernel, "%check 1.1 --hint")).startsWith("? Exercise 1.1, a hint: ");
            assertThat(execute(kernel, "%check 1").texts("display_data")).hasSize(4); // three, and the line of costs
        }
    }

    private static String check(KernelProcess kernel, String code) {
        return ok(kernel, code).texts("display_data").get(0);
    }

    private static Executed ok(KernelProcess kernel, String code) {
        Executed cell = execute(kernel, code);
        assertThat(cell.status()).as(code + "\n" + cell.reply()).isEqualTo("ok");
        return cell;
    }
}
