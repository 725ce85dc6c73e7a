package joulebook.kernel.magic.general;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import joulebook.kernel.TestNotebook;
import joulebook.kernel.magic.Config;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SessionMagicsTest {
    private static final TestNotebook NOTEBOOK = new TestNotebook();

    @AfterAll
    static void close() {
        NOTEBOOK.close();
    }

    @Test
    void whosListsVariables() {
        NOTEBOOK.run("int whosA = 3; java.util.List<String> whosB = java.util.List.of(\"x\", \"y\"); 3 + 4");
        assertThat(NOTEBOOK.run("%whos whos?").lines().map(line -> line.split("  +")))
                .containsExactly(
                        new String[] {"Variable", "Type", "Value"},
                        new String[] {"whosA", "int", "3"},
                        new String[] {"whosB", "java.util.List<String>", "2: [x, y]"});
        assertThat(NOTEBOOK.data(MIMEType.TEXT_HTML)).contains("java.util.List&lt;String&gt;");
        assertThat(NOTEBOOK.run("%who whos*")).isEqualTo("whosA  whosB");
        assertThat(NOTEBOOK.run("%who --type *String*")).contains("whosB").doesNotContain("whosA", "$");
        assertThat(NOTEBOOK.run("%who -a")).contains("$");
        assertThat(NOTEBOOK.run("%who nosuch")).isEqualTo("No variables.");
    }

    @Test
    void importsAClassByItsSimpleName() {
        assertThat(NOTEBOOK.run("%import AtomicLong java.math.BigDecimal"))
                .isEqualTo("import java.util.concurrent.atomic.AtomicLong;\nimport java.math.BigDecimal;");
        assertThat(NOTEBOOK.run("new AtomicLong(3).get() + BigDecimal.ONE.intValue()"))
                .isEqualTo("4");
        assertThat(NOTEBOOK.run("%import Date")).isEqualTo("import java.util.Date;");
        assertThat(NOTEBOOK.mistake("%import Annotation"))
                .contains("java.lang.annotation.Annotation", "java.text.Annotation");
    }

    @Test
    void aValueIsShownShort() {
        NOTEBOOK.run("class Bad { public String toString() { throw new IllegalStateException(\"bad\"); } }\n"
                + "Bad shortBad = new Bad(); int[] shortInts = new int[1000]; String shortNull = null;\n"
                + "String shortLong = \"ab\\n\".repeat(100);");
        assertThat(NOTEBOOK.run("%whos short*"))
                .contains(
                        "Bad (its text cannot be had: java.lang.IllegalStateException",
                        "1000: [0, 0, 0, 0, 0,",
                        "null",
                        "ab ab ab");
        assertThat(NOTEBOOK.run("%whos shortLong").lines().toList().get(1)).hasSizeLessThan(100);
    }

    @Test
    void resetForgetsWhatWasDefined() throws Exception {
        try (TestNotebook notebook = new TestNotebook()) {
            notebook.session().evaluate("import java.util.concurrent.*;", "startup");
            notebook.run(
                    "import java.math.*; class Gone { } int[] held = new int[10]; int plain = 3; int f() { return 1; }");
            WeakReference<Object> value =
                    new WeakReference<>(notebook.session().variable("held").orElseThrow());
            assertThat(notebook.mistake("%reset")).contains("forget", "2 variables", "%reset -f");
            notebook.run("int plain = true;"); // does not compile: the session brings the old one back
            assertThat(notebook.run("f() + plain")).isEqualTo("4");
            assertThat(notebook.run("%reset -f")).isEmpty();
            assertThat(notebook.session().variables()).isEmpty();
            assertThat(notebook.run("joulebook.kernel.Notebook.Out().size()")).isEqualTo("0");
            for (String gone : new String[] {"f()", "new Gone()", "BigInteger.ONE", "held"}) {
                notebook.run(gone);
                assertThat(notebook.ok()).as(gone).isFalse();
            }
            assertThat(notebook.run("TimeUnit.DAYS")).isEqualTo("DAYS");
            System.gc();
            assertThat(value.get()).isNull();
        }
    }

    @Test
    void javapShowsClasses() {
        NOTEBOOK.run("class Javap1 { int answer() { return 41; } }");
        NOTEBOOK.run("class Javap1 { private int hidden; int answer() { return 42; } }");
        assertThat(NOTEBOOK.run("%javap Javap1")).contains("int answer();").doesNotContain("hidden", "REPL", "Warning");
        assertThat(NOTEBOOK.run("%javap -p Javap1")).contains("hidden");
        assertThat(NOTEBOOK.run("%javap -c Javap1"))
                .contains("bipush        42")
                .doesNotContain("invokedynamic"); // without the checks that the kernel puts in
        assertThat(NOTEBOOK.run("%javap java.util.List")).contains("public interface java.util.List");
        assertThat(NOTEBOOK.mistake("%javap no.such.Thing")).contains("%javap: there is no class no.such.Thing.");
    }

    @Test
    void theClassPathGrows(@TempDir Path directory) throws Exception {
        Path source = Files.createDirectories(directory.resolve("lib/added")).resolve("Found.java");
        Files.writeString(source, "package added; public class Found { public static int answer() { return 42; } }");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()))
                .isZero();
        NOTEBOOK.run("%cd '" + directory + "'");
        assertThat(NOTEBOOK.run("%classpath add l?b")).contains("lib", "added");
        assertThat(NOTEBOOK.run("added.Found.answer()")).isEqualTo("42");
        assertThat(NOTEBOOK.run("%classpath add lib")).contains("already there");
        assertThat(NOTEBOOK.run("%classpath")).contains(directory.resolve("lib").toString());
        assertThat(NOTEBOOK.run("%javap added.Found")).contains("public static int answer()");
        assertThat(NOTEBOOK.mistake("%classpath add nosuch.jar")).contains("%classpath add: there is no");
        assertThat(NOTEBOOK.mistake("%classpath add *.jar")).contains("%classpath add: nothing fits");
    }

    @Test
    void helpExplainsMagicsAndJava() {
        assertThat(NOTEBOOK.run("%help")).contains("%lsmagic");
        assertThat(NOTEBOOK.run("%help %whos")).startsWith("Usage: %whos");
        assertThat(NOTEBOOK.run("%help String.valueOf(?")).contains("valueOf");
        assertThat(NOTEBOOK.mistake("%help nosuch")).contains("%help knows neither");
        assertThat(NOTEBOOK.run("%lsmagic")).contains("%timeit", "%whos", "%javap");
    }

    @Test
    void theSettingsAreShownAndChanged() {
        var setting = NOTEBOOK.config().register("test.shown", "Whether (on, off).", true, Config::onOff);
        assertThat(NOTEBOOK.run("%config")).contains("test.shown", "true", "Whether (on, off).");
        NOTEBOOK.run("%config test.shown=off");
        assertThat(setting.value()).isFalse();
        assertThat(NOTEBOOK.run("%config test.shown")).isEqualTo("false");
        assertThat(NOTEBOOK.mistake("%config test.shown=maybe"))
                .isEqualTo("%config: 'maybe' is no value of test.shown. It is: Whether (on, off).");
        assertThat(NOTEBOOK.mistake("%config nosuch=1")).contains("there is no setting nosuch", "test.shown");
    }

    @Test
    void theMachineIsDescribed() {
        assertThat(NOTEBOOK.run("%jvm")).contains(System.getProperty("java.runtime.version"), "Collector", "Uptime");
        assertThat(NOTEBOOK.run("%memory --gc")).contains("Heap", "Classes and compiled code");
    }

    @Test
    void historyShowsCells() {
        try (TestNotebook notebook = new TestNotebook()) {
            notebook.run("int one = 1;");
            notebook.run("int two = 2;\ntwo");
            notebook.run("one + two");
            assertThat(notebook.run("%history 1-2")).isEqualTo("int one = 1;\nint two = 2;\ntwo");
            assertThat(notebook.run("%history -n 3")).isEqualTo("3: one + two");
            assertThat(notebook.run("%history -n 2-3 -g 'one +'")).isEqualTo("3: one + two");
            assertThat(notebook.run("%history 9-")).isEmpty();
            assertThat(notebook.run("%history -n -a -g 'one +'")).startsWith("1/3: one + two\n1/");
            assertThat(notebook.run("%history -s -1")).isEmpty();
            assertThat(notebook.mistake("%history x")).contains("%history: 'x' is no range of cells.");
        }
    }
}
