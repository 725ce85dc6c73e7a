package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import joulebook.kernel.session.Analysis.Completions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisTest {
    private static JavaSession session;
    private static Analysis analysis;

    @BeforeAll
    static void open() throws EvaluationException {
        session = TestSession.open();
        session.evaluate("String title = \"t\";\nint count = 3;", "Cell 1");
        analysis = session.analysis();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    /** Completes at the bar. */
    private static Completions complete(String marked) {
        return analysis.complete(marked.replace("|", ""), marked.indexOf('|'));
    }

    @ParameterizedTest
    @CsvSource({
        "'title.sub|', substring(, 6",
        "'  title.len|', length(), 8",
        "'int a = 1;\nMath.abs|', abs(, 16",
        "'Math.ab|\nint b = 2;', abs(, 5",
        "'f(title.isEm|)', isEmpty(), 8",
        "'tit|', title, 0",
    })
    void completesAtTheCursor(String code, String match, int start) {
        assertThat(complete(code).matches()).contains(match);
        assertThat(complete(code).start()).isEqualTo(start);
    }

    @Test
    void putsWhatHasTheWantedTypeFirst() {
        Completions found = complete("int n = title.|");
        assertThat(found.matches().indexOf("length()"))
                .isBetween(0, found.matches().indexOf("concat(") - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "noSuchName.|", "\"text|", "int int = ;|", "))|", "|title"})
    void completionOfAnythingIsNoError(String code) {
        assertThat(complete(code).start()).isBetween(0, code.length() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math.abs|", "Math.a|bs(-1)", "Math.abs(|", "int x = 1;\nMath.abs(|-1);"})
    void describesTheMethodAtTheCursor(String marked) {
        assertThat(analysis.describe(marked.replace("|", ""), marked.indexOf('|')))
                .contains("int Math.abs(int a)")
                .contains("double Math.abs(double a)");
    }

    @Test
    void describesAVariableByItsType() {
        assertThat(analysis.describe("count", 5)).contains("count").contains("int");
    }

    @Test
    void hasNothingToSayOfWhatItDoesNotKnow() {
        assertThat(analysis.describe("noSuchName", 4)).isEmpty();
        assertThat(analysis.describe("", 0)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "// a comment",
                "1 + 1",
                "count",
                "int p = 1;\np + 1",
                "unknownName.call()",
                "int a = 1;",
                "int a = 1",
                "class A {}",
                "int f() { return 1; }",
                "if (count > 1) count = 1; else count = 2;",
                "import java.util.*;",
                "\"\"\"\n text \"\"\"",
                "for (int i = 0; i < 3; i++) { }"
            })
    void knowsCompleteCode(String code) {
        assertThat(analysis.completeness(code)).isEqualTo("complete");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 +", "foo(", "int f() {", "int f()", "for (int i = 0; i < 3; i++) {", "for (int i = 0; i < 3; i++)",
                "int a = 1;\nwhile (a < 3) {", "\"\"\"\nabc", "/* a comment", "x ->", "int z =", "while (true)"
            })
    void knowsCodeThatNeedsMore(String code) {
        assertThat(analysis.completeness(code)).isEqualTo("incomplete");
        assertThat(analysis.goesOn(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"int int = ;", "}", "else", "\"abc", "int a = 1;\n)"})
    void knowsCodeThatCannotBecomeJava(String code) {
        assertThat(analysis.completeness(code)).isEqualTo("invalid");
        assertThat(analysis.goesOn(code)).isFalse();
    }
}
