package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import joulebook.kernel.session.Completions.Match;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
        "'title.sub|', substring, 6",
        "'  title.len|', length, 8",
        "'int a = 1;\nMath.abs|', abs, 16",
        "'Math.ab|\nint b = 2;', abs, 5",
        "'f(title.isEm|)', isEmpty, 8",
        "'tit|', title, 0",
    })
    void completesAtTheCursor(String code, String match, int start) {
        assertThat(complete(code).texts()).contains(match);
        assertThat(complete(code).start()).isEqualTo(start);
    }

    @Test
    void putsWhatHasTheWantedTypeFirst() {
        Completions found = complete("int n = title.|");
        assertThat(found.texts().indexOf("length")).isBetween(0, found.texts().indexOf("concat") - 1);
        List<String> any = complete("title.|").texts();
        assertThat(any.indexOf("notify")).isGreaterThan(any.indexOf("trim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "noSuchName.|", "\"text|", "int int = ;|", "))|", "|title"})
    void completionOfAnythingIsNoError(String code) {
        assertThat(complete(code).start()).isBetween(0, code.length() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math.abs|", "Math.a|bs(-1)", "Math.abs(|", "int x = 1;\nMath.abs(|-1);"})
    void describesTheMethodAtTheCursor(String marked) {
        Description found = describe(marked);
        assertThat(found.text()).contains("int Math.abs(int a)").contains("double Math.abs(double a)");
        assertThat(found.html()).contains("<pre>int Math.abs(int a)</pre>");
    }

    private static Description describe(String marked) {
        return analysis.describe(marked.replace("|", ""), marked.indexOf('|'), false)
                .orElseThrow();
    }

    @Test
    void tellsWhatTheSessionDefines() throws EvaluationException {
        session.evaluate("record Pair<A>(A left, A right) {}\nint twice(int n) { return 2 * n; }", "Cell 2");
        session.evaluate("Object mine = new Object() { public String toString() { while (true) { } } };", "Cell 2");
        assertThat(describe("count|").text()).isEqualTo("int count = 3");
        assertThat(describe("1 + tit|le.length()").text()).isEqualTo("String title = \"t\"");
        assertThat(describe("mine|").text()).isEqualTo("Object mine"); // its toString does not end
        assertThat(describe("twice|").text()).isEqualTo("int twice(int n)");
        assertThat(describe("new Pair|<>(1, 2)").html())
                .isEqualTo("<pre>record Pair&lt;A&gt;(A left, A right) {}</pre>");
        assertThat(analysis.describe("twice(1)", 2, true).orElseThrow().text())
                .isEqualTo("int twice(int n) { return 2 * n; }");
    }

    @Test
    void hasNothingToSayOfWhatItDoesNotKnow() {
        assertThat(analysis.describe("noSuchName", 4, false)).isEmpty();
        assertThat(analysis.describe("", 0, false)).isEmpty();
        assertThat(analysis.describe("title.count", 8, false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'String local = \"x\";\nlocal.conc|', concat, 26",
        "'import java.util.List;\nrecord P(int wide) {}\nP p = new P(1);\np.wid|', wide, 63",
        "'int five() { return 5; }\nvar five = List.of(five());\nMath.flo|', floor, 58",
        "'int first = 1;\nclass C { int f(String s) { return s.len|', length, 52",
    })
    void knowsWhatTheSameCellDeclaresBefore(String code, String match, int start) {
        assertThat(complete(code).texts()).contains(match);
        assertThat(complete(code).start()).isEqualTo(start);
    }

    @Test
    void tellsTypesAndPutsTheUsersOwnFirst() throws EvaluationException {
        session.evaluate("double mathematics = 1; class Mathematician {}", "Cell 3");
        assertThat(complete("title.charA|").matches()).contains(new Match("charAt", "method", "(int) : char"));
        assertThat(complete("math|").matches()).first().isEqualTo(new Match("mathematics", "variable", ""));
        assertThat(complete("Math|").texts()).startsWith("Mathematician");
        assertThat(complete("Integer.MAX|").matches()).contains(new Match("MAX_VALUE", "field", ""));
        assertThat(complete("retur|")).isEqualTo(new Completions(List.of(new Match("return", "keyword", "")), 0));
    }

    @Test
    void offersClassesThatAreNotImported() {
        Completions found = complete("var table = new HashTab|");
        assertThat(found.start()).isEqualTo(16);
        assertThat(complete("new Hashtab|").matches())
                .contains(new Match("java.util.Hashtable", "class", "import java.util.Hashtable;"));
        assertThat(complete("Hashtable.cl|").matches()).isEmpty();
    }

    @Test
    void completesPathsInStrings(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("data"));
        Files.createFile(directory.resolve("data/iris.csv"));
        Files.createFile(directory.resolve("data/other.csv"));
        String code = "Files.readString(Path.of(\"" + directory + "/";
        assertThat(complete(code + "da|").matches()).containsExactly(new Match("data/", "path", ""));
        assertThat(complete(code + "data/i|\"))").texts()).containsExactly("iris.csv");
        assertThat(complete(code + "none/x|").texts()).isEmpty();
        assertThat(complete("String t = \"\\\"\"; title.len|").texts()).contains("length");
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
