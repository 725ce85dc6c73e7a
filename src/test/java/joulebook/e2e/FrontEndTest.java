package joulebook.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The same cells ({@code conformance/cells.ipynb}) as a user runs them: in a terminal and in a browser. */
class FrontEndTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> jupyterConsole() {
        Python.assume("jupyter_console", "nbformat", "pexpect", "pyte");
        return checks("conformance/console.py");
    }

    @TestFactory
    Stream<DynamicTest> jupyterNotebook() {
        Python.assume("notebook", "nbformat", "pexpect", "selenium");
        for (String program : List.of("/usr/bin/chromium", "/usr/bin/chromedriver")) {
            Assumptions.assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
        }
        return checks("conformance/notebook.py");
    }

    private Stream<DynamicTest> checks(String script) {
        return Python.checks(new InstalledKernel(folder), script, List.of(folder.toString()));
    }
}
