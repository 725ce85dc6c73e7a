package joulebook.kernel.magic.general;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joulebook.kernel.TestNotebook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimingTest {
    private static final TestNotebook NOTEBOOK = new TestNotebook();

    @AfterAll
    static void close() {
        NOTEBOOK.close();
    }

    private static Timing timing(String code) {
        NOTEBOOK.run("import joulebook.kernel.magic.general.Timing; import static joulebook.kernel.Notebook.*;");
        NOTEBOOK.run("Timing timing = (Timing) magic(\"timeit " + code.replace("\"", "\\\"") + "\");");
        return (Timing) NOTEBOOK.session().variable("timing").orElseThrow();
    }

    @Test
    void timeKeepsTheValueAndTheVariables() {
        assertThat(NOTEBOOK.run("%time 6 * 7")).isEqualTo("42");
        assertThat(NOTEBOOK.displayed().get(0)).matches("wall .*s, CPU .*s, allocated .*B \\(compiled in .*s\\)");
        assertThat(NOTEBOOK.run("%time int timed = 5; // } \" '")).isEmpty();
        assertThat(NOTEBOOK.run("%%time\nint other = timed + 1;\nother")).isEqualTo("6");
        NOTEBOOK.run("import static joulebook.kernel.Notebook.*;");
        assertThat(NOTEBOOK.run("var t = magic(\"%time other * 2\");\nt")).isEqualTo("12");
    }

    @Test
    void compilingIsNotCountedAsAllocated() {
        NOTEBOOK.run("%time byte[] bytes = new byte[3 << 20];");
        assertThat(NOTEBOOK.displayed().get(0)).contains("allocated 3.00 MiB"); // javac takes many more
    }

    @Test
    void timeRunsMagicsToo() {
        assertThat(NOTEBOOK.run("%%time\n%pwd")).isEqualTo(System.getProperty("user.dir"));
    }

    @Test
    void mistakesInTheCodeAreToldInItsOwnLines() {
        assertThat(NOTEBOOK.run("1;\n%time nosuch()")).matches("(?s)Cell \\d+, line 2: cannot find symbol");
        assertThat(NOTEBOOK.run("1;\n%timeit nosuch()")).matches("(?s)Cell \\d+, line 2: cannot find symbol");
        assertThat(NOTEBOOK.run("\n%%timeit\n\nnosuch();")).matches("(?s)Cell \\d+, line 4: cannot find symbol");
        assertThat(NOTEBOOK.run("%timeit 1 / 0")).isEqualTo("/ by zero");
    }

    @Test
    void timeitRunsTheCodeAsOftenAsItSays() {
        NOTEBOOK.run("int runs = 0;");
        Timing timing = timing("-n 3 -r 2 runs++;");
        assertThat(timing.loops()).isEqualTo(3);
        assertThat(timing.seconds()).hasSize(2).allMatch(s -> s > 0);
        int runs = (int) NOTEBOOK.session().variable("runs").orElseThrow();
        assertThat((runs - 1) % 3).isZero(); // once to see that it compiles, and whole loops
        assertThat(runs).isGreaterThanOrEqualTo(1 + 3 * (3 + 2)); // three rounds of warming up at least
    }

    @Test
    void timeitTakesExpressionsStatementsAndBlocks() {
        assertThat(timing("-n 2 -r 1 1 < 2").loops()).isEqualTo(2);
        assertThat(timing("-n 2 -r 1 Math.sqrt(2.0) // a comment").loops()).isEqualTo(2);
        assertThat(timing("-n 2 -r 1 System.out.print(\"\")").loops()).isEqualTo(2);
        assertThat(NOTEBOOK.run("%%timeit -n 2 -r 1\nint local = 3;\nlocal++;")).contains("1 repeats of 2 runs");
        assertThat(NOTEBOOK.session().variable("local")).isEmpty();
    }

    @Test
    void timeitCountsWhatIsAllocated() {
        assertThat(timing("-n 100 -r 3 new byte[1000]").bytes()).isBetween(1_000.0, 1_100.0);
    }

    @Test
    void aTimingSumsUpItsRepeats() {
        Timing timing = new Timing(10, List.of(1.0, 2.0, 4.0, 100.0), 1536);
        assertThat(timing.median()).isCloseTo(3.0, within(1e-12));
        assertThat(timing.spread()).isCloseTo(1.5, within(1e-12)); // of 2, 1, 1, 97
        assertThat(timing.best()).isEqualTo(1.0);
        assertThat(timing)
                .hasToString("3.00 s ± 1.50 s a run (median ± median absolute deviation of 4 repeats of 10 runs),"
                        + " 1.50 KiB allocated");
    }
}
