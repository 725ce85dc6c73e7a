package joulebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import joulebook.install.notebook.HtmlExport;
import joulebook.install.notebook.Notebook;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * What a user sees: the same cells ({@code conformance/cells.ipynb}) in a terminal and in a browser, and the tour in every
 * front end that may open it.
 */
class FrontEndTest {
    /** Where what was seen is kept, to be looked at. */
    private static final Path PICTURES = Programs.ROOT.resolve("install/target/front-ends");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> jupyterConsole() {
        Python.assume("jupyter_console", "nbformat", "pexpect", "pyte");
        return checks("conformance/console.py");
    }

    @TestFactory
    Stream<DynamicTest> jupyterNotebook() {
        assumeBrowser();
        return checks("conformance/notebook.py");
    }

    /** The tour, run in Notebook, then the same outputs wherever else they may be opened. */
    @TestFactory
    Stream<DynamicTest> theTour() throws IOException {
        assumeBrowser();
        Python.assume("nbconvert");
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/pdftotext")), "pdftotext is not installed");
        String tour = Programs.ROOT.resolve("notebooks/00-tour.ipynb").toString();
        InstalledKernel kernel = new InstalledKernel(folder);
        List<DynamicTest> tests = new ArrayList<>();
        Python.checks(kernel, "conformance/tour.py", List.of(folder.toString(), tour, PICTURES.toString()))
                .forEach(tests::add);
        for (String name : List.of("tour", "figures")) {
            Notebook notebook = Notebook.read(folder.resolve(name + ".ipynb"));
            Files.writeString(folder.resolve(name + ".html"), HtmlExport.page(notebook, name));
        }
        List<String> convert = List.of(
                "jupyter",
                "nbconvert",
                "--to",
                "html",
                "--output",
                "nbconvert",
                folder.resolve("tour.ipynb").toString());
        Programs.Result converted = Programs.run(Map.of(), convert);
        assertThat(converted.status()).as(converted.err()).isZero();
        Python.checks(kernel, "conformance/pages.py", List.of(folder.toString(), PICTURES.toString()))
                .forEach(tests::add);
        labRenderers(kernel).forEach(tests::add);
        return tests.stream();
    }

    private Stream<DynamicTest> labRenderers(InstalledKernel kernel) throws IOException {
        Path bundle;
        try {
            bundle = LabRenderers.bundle(Programs.ROOT.resolve("install/target/lab"));
        } catch (TestAbortedException skipped) {
            return Stream.of(DynamicTest.dynamicTest("JupyterLab's renderers", () -> {
                throw skipped;
            }));
        }
        List<String> arguments = List.of(folder.toString(), bundle.toString(), PICTURES.toString());
        return Python.checks(kernel, "conformance/lab.py", arguments);
    }

    private static void assumeBrowser() {
        Python.assume("notebook", "nbformat", "pexpect", "selenium");
        for (String program : List.of("/usr/bin/chromium", "/usr/bin/chromedriver")) {
            Assumptions.assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
        }
    }

    private Stream<DynamicTest> checks(String script) {
        return Python.checks(new InstalledKernel(folder), script, List.of(folder.toString()));
    }
}
