package joulebook.kernel.magic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import joulebook.kernel.magic.CellText.JavaPart;
import joulebook.kernel.magic.CellText.MagicPart;
import joulebook.kernel.magic.CellText.Part;
import joulebook.kernel.session.Analysis;
import joulebook.kernel.session.JavaSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Splits cells; whether Java is unfinished is JShell's to say. */
class CellTextTest {
    private static JavaSession session;
    private static Analysis analysis;

    @BeforeAll
    static void open() {
        session = new JavaSession(CellTextTest::unchanged);
        analysis = session.analysis();
    }

    private static <T> Callable<T> unchanged(Callable<T> task) {
        return task;
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static List<Part> split(String cell) {
        return CellText.split(cell, analysis::goesOn);
    }

    private static MagicPart line(String name, String arguments, int line) {
        return new MagicPart(name, arguments, Optional.empty(), line);
    }

    private static MagicPart cell(String name, String arguments, String body, int line) {
        return new MagicPart(name, arguments, Optional.of(body), line);
    }

    @Test
    void aCellMagicTakesTheWholeCell() {
        assertThat(split("%%time")).containsExactly(cell("time", "", "", 1));
        assertThat(split("%%time -n 3 \nint a = 1;\n%who\n"))
                .containsExactly(cell("time", "-n 3", "int a = 1;\n%who\n", 1));
        assertThat(split("\n  %%time\nx")).containsExactly(cell("time", "", "x", 2));
    }

    @Test
    void lineMagicsStandAmongJava() {
        assertThat(split("int a = 1;\n%who -l\n\nint b = 2;\n  %lab-x 'a  b'\nb\n"))
                .containsExactly(
                        new JavaPart("int a = 1;"),
                        line("who", "-l", 2),
                        new JavaPart("\n\n\nint b = 2;"),
                        line("lab-x", "'a  b'", 5),
                        new JavaPart("\n\n\n\n\nb"));
    }

    @Test
    void twoMagicsFollowEachOther() {
        assertThat(split("%one\n%two")).containsExactly(line("one", "", 1), line("two", "", 2));
    }

    @Test
    void aMagicFollowsAnExpressionWithoutSemicolon() {
        assertThat(split("a\n%who")).containsExactly(new JavaPart("a"), line("who", "", 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String s = \"\"\"\n  %who\n  \"\"\";",
                "/* a comment\n%who\n*/ int a = 1;",
                "int c = (a\n  %b);",
                "int c = a\n  %b;",
                "return a\n  %b;",
                "int f(int a, int b) {\n  return a\n    %b;\n}",
                "int d = a % b;",
                "% who",
                "%1",
                "int e = 1; %who",
                "int g = 1; // \n// %%time",
            })
    void aPercentSignInsideJavaIsNoMagic(String java) {
        assertThat(split(java)).containsExactly(new JavaPart(java));
    }

    @Test
    void anEmptyCellHasNoParts() {
        assertThat(split("")).isEmpty();
        assertThat(split(" \n\n")).isEmpty();
    }
}
