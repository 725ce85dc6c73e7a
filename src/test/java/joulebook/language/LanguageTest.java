package joulebook.language;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import joulebook.e2e.InstalledKernel;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import joulebook.language.LanguageCell.Expected;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The Java language in cells of the installed kernel: all that this Java knows, in one session. */
class LanguageTest {
    private static final List<Integer> VERSIONS = List.of(17, 21, 25);

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

    @TestFactory
    Stream<DynamicContainer> cells() {
        return VERSIONS.stream()
                .filter(version -> version <= Runtime.version().feature())
                .map(version -> dynamicContainer(
                        "Java " + version,
                        LanguageCell.read("java" + version + ".md").stream()
                                .map(cell -> dynamicTest(cell.title(), () -> run(cell)))));
    }

    /** A cell with a known fault is told as skipped, until it goes as it should: then its mark is to be removed. */
    private static void run(LanguageCell cell) {
        if (cell.knownFault().isEmpty()) {
            check(cell);
        } else {
            assertThatThrownBy(() -> check(cell)).as("the fault is gone").isInstanceOf(AssertionError.class);
            Assumptions.abort(cell.knownFault());
        }
    }

    private static void check(LanguageCell cell) {
        Executed executed = execute(kernel, cell.code());
        if (cell.error().isPresent()) {
            checkError(executed, cell.error().get());
        } else {
            assertThat(executed.status()).as(executed.reply().toString()).isEqualTo("ok");
        }
        assertThat(executed.stream("stdout")).isEqualTo(cell.stdout());
        assertThat(executed.stream("stderr")).isEqualTo(cell.stderr());
        assertThat(executed.texts("execute_result"))
                .isEqualTo(cell.result().stream().toList());
    }

    /** The name, the sentence, and the line of the innermost frame in this cell. */
    private static void checkError(Executed executed, Expected expected) {
        assertThat(executed.status()).isEqualTo("error");
        assertThat(executed.reply().get("ename").getAsString()).isEqualTo(expected.name());
        assertThat(executed.error()).contains(expected.sentence());
        int cell = executed.reply().get("execution_count").getAsInt();
        Matcher place = Pattern.compile("Cell " + cell + ", line (\\d+)").matcher(executed.traceback());
        assertThat(place.find()).as(executed.traceback()).isTrue();
        assertThat(place.group(1)).isEqualTo(String.valueOf(expected.line()));
    }
}
