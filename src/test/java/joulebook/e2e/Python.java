package joulebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Jupyter's front ends, driven by scripts beside these tests. They run in the system's Python, where Debian puts them. */
final class Python {
    private static final String PYTHON = "/usr/bin/python3";

    private Python() {}

    /** What one check of a script found: the problem is empty if it passed. */
    private record Check(String check, String problem) {}

    /** Skips the test unless Python has these modules. */
    static void assume(String... modules) {
        for (String module : modules) {
            Assumptions.assumeTrue(has(module), "The module " + module + " is not installed in " + PYTHON);
        }
    }

    private static boolean has(String module) {
        try {
            return Programs.run(Map.of(), List.of(PYTHON, "-c", "import " + module))
                            .status()
                    == 0;
        } catch (UncheckedIOException e) {
            return false; // there is no Python
        }
    }

    /** Runs a script that finds the kernel by its kernelspec. */
    static Programs.Result run(InstalledKernel kernel, String script, List<String> arguments) {
        Map<String, String> environment = new HashMap<>(kernel.environment());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        List<String> words = new ArrayList<>(List.of(PYTHON, path(script).toString()));
        words.addAll(arguments);
        return Programs.run(environment, words);
    }

    /** Runs a script that prints a line of JSON for each of its checks; each becomes a test. */
    static Stream<DynamicTest> checks(InstalledKernel kernel, String script, List<String> arguments) {
        Programs.Result result = run(kernel, script, arguments);
        List<Check> checks = result.out()
                .lines()
                .map(line -> new Gson().fromJson(line, Check.class))
                .toList();
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(checks).isNotEmpty();
        return checks.stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.check(), () -> assertThat(check.problem()).isEmpty()));
    }

    private static Path path(String script) {
        try {
            return Path.of(Python.class.getResource(script).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
