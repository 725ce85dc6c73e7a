package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import joulebook.kernel.session.EvaluationException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = TestSession.open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static EvaluationException failure(String code, String place) {
        return catchThrowableOfType(EvaluationException.class, () -> session.evaluate(code, place));
    }

    private static void assertDoesNotCompile(String code, String... lines) {
        EvaluationException failure = failure(code, "Cell 7");
        assertThat(failure.kind()).isEqualTo(Kind.COMPILE);
        assertThat(failure.name()).isEqualTo("CompileError");
        assertThat(failure).hasMessage(lines[0]);
        assertThat(failure.lines()).startsWith(lines);
    }

    @Test
    void marksTheSpanInTheFirstLine() {
        assertDoesNotCompile(
                "int a = \"no\";\nint b = 1;",
                "Cell 7, line 1: incompatible types: java.lang.String cannot be converted to int",
                "    int a = \"no\";",
                "            ^~~~");
    }

    @Test
    void marksTheSpanInTheLastLineOfManyStatements() {
        assertDoesNotCompile(
                "\n// first\nint c = 1;\n\n  int d =\n    unknown;",
                "Cell 7, line 6: cannot find symbol",
                "        unknown;",
                "        ^~~~~~~",
                "  symbol:   variable unknown");
    }

    @Test
    void marksBelowTabsAndWideCharacters() {
        assertDoesNotCompile(
                "\tint e\t= \"\u00e9\u4e2d\" - 1;",
                "Cell 7, line 1: bad operand types for binary operator '-'",
                "    \tint e\t= \"\u00e9\u4e2d\" - 1;",
                "    \t     \t  ~~~~~^~~");
    }

    @Test
    void marksInsideAMethodOfSeveralLines() {
        assertDoesNotCompile(
                "int f() {\n  int a = 1;\n  return \"x\";\n}",
                "Cell 7, line 3: incompatible types: java.lang.String cannot be converted to int",
                "      return \"x\";",
                "             ^~~");
    }

    @Test
    void tellsOfEachError() {
        assertThat(failure("missing1 + missing2", "Cell 7").lines())
                .filteredOn(line -> line.startsWith("Cell 7, line 1: cannot find symbol"))
                .hasSize(2);
    }

    @Test
    void marksWhereAnUnfinishedStatementBegins() {
        assertDoesNotCompile(
                "int g = 1;\n\n  int h = (3 +\n",
                "Cell 7, line 3: this statement is not finished (a bracket, a quote or its end is missing)",
                "      int h = (3 +",
                "      ^");
    }

    @Test
    void refusesCodeThatDoesNotParse() {
        assertDoesNotCompile("int ok = 1;\nint int = ;", "Cell 7, line 2: '.class' expected");
        assertThat(failure("}", "Cell 7")).hasMessageStartingWith("Cell 7, line 1: illegal start of");
    }

    @Test
    void namesTheFramesByCellAndLine() throws EvaluationException {
        session.evaluate("int inner(int n) {\n  return 1 / n;\n}", "Cell 1");
        session.evaluate("class Outer {\n\n  int call() { return inner(0); }\n}", "Cell 2");
        EvaluationException failure = failure("int first = 1;\n\nfirst + new Outer().call()", "Cell 3");
        assertThat(failure.kind()).isEqualTo(Kind.THROWN);
        assertThat(failure.name()).isEqualTo("ArithmeticException");
        assertThat(failure).hasMessage("/ by zero").hasCauseInstanceOf(ArithmeticException.class);
        assertThat(failure.lines())
                .containsExactly(
                        "java.lang.ArithmeticException: / by zero",
                        "    at inner (Cell 1, line 2)",
                        "       return 1 / n;",
                        "    at Outer.call (Cell 2, line 3)",
                        "    at (Cell 3, line 3)");
    }

    @Test
    void keepsLibraryFramesAboveTheCellAndNoneBelow() {
        assertThat(failure("java.util.List.of(1, 0).forEach(i -> System.out.print(1 / i));", "Cell 1")
                        .lines())
                .startsWith("java.lang.ArithmeticException: / by zero")
                .anyMatch(line -> line.startsWith("    at java.base/java.") && line.contains(".forEach("))
                .endsWith("    at (Cell 1, line 1)")
                .noneMatch(line -> line.contains("jshell") || line.contains("joulebook") || line.contains("reflect"));
    }

    @Test
    void namesTheCellOfTheLatestDefinition() throws EvaluationException {
        session.evaluate("void fails() { throw new IllegalStateException(\"old\"); }", "Cell 1");
        session.evaluate("void fails() {\n  throw new IllegalStateException(\"new\");\n}", "Cell 2");
        assertThat(failure("fails()", "Cell 3").lines())
                .containsExactly(
                        "java.lang.IllegalStateException: new",
                        "    at fails (Cell 2, line 2)",
                        "       throw new IllegalStateException(\"new\");",
                        "    at (Cell 3, line 1)");
    }

    @Test
    void tellsTheChainOfCauses() {
        EvaluationException failure = failure("""
                void read() {
                  try {
                    throw new java.io.IOException("disk");
                  } catch (java.io.IOException e) {
                    throw new RuntimeException("wrapped", e);
                  }
                }
                read();
                """, "Cell 1");
        assertThat(failure).hasMessage("wrapped").hasRootCauseMessage("disk");
        assertThat(failure.lines())
                .containsExactly(
                        "java.lang.RuntimeException: wrapped",
                        "    at read (Cell 1, line 5)",
                        "       throw new RuntimeException(\"wrapped\", e);",
                        "    at (Cell 1, line 8)",
                        "Caused by: java.io.IOException: disk",
                        "    at read (Cell 1, line 3)",
                        "       throw new java.io.IOException(\"disk\");",
                        "    at (Cell 1, line 8)");
    }

    @Test
    void countsAFrameThatComesAgainAndAgain() throws EvaluationException {
        session.evaluate("int down(int n) {\n  return n == 0 ? 1 / n : down(n - 1);\n}", "Cell 1");
        assertThat(failure("down(100)", "Cell 2").lines())
                .containsExactly(
                        "java.lang.ArithmeticException: / by zero",
                        "    at down (Cell 1, line 2)",
                        "       return n == 0 ? 1 / n : down(n - 1);",
                        "    ... and 100 times more",
                        "    at (Cell 2, line 1)");
    }

    @Test
    void leavesOutTheMiddleOfALongTrace() throws EvaluationException {
        session.evaluate(
                "int even(int n) { return n == 0 ? 1 / n : odd(n - 1); }\n" + "int odd(int n) { return even(n - 1); }",
                "Cell 1");
        assertThat(failure("even(100)", "Cell 2").lines())
                .hasSize(1 + 20 + 1 + 10)
                .contains("    ... 73 more lines") // 101 of the two, the quoted line and the cell's own
                .endsWith("    at even (Cell 1, line 1)", "    at (Cell 2, line 1)");
        assertThat(failure("even(26)", "Cell 2").lines())
                .hasSize(1 + 27 + 1 + 1)
                .noneMatch(line -> line.contains("more"));
    }

    @Test
    void survivesAStackOverflow() throws EvaluationException {
        session.evaluate("int endless(int n) { return endless(n + 1) + 1; }", "Cell 1");
        EvaluationException failure = failure("endless(0)", "Cell 2");
        assertThat(failure.name()).isEqualTo("StackOverflowError");
        assertThat(failure).hasMessage("");
        assertThat(failure.lines()).hasSizeLessThan(10);
        assertThat(session.evaluate("1 + 1", "Cell 3").object()).isEqualTo(2);
    }

    @Test
    void namesTheUsersOwnClassesAsTheUserDoes() throws EvaluationException {
        session.evaluate("class Broken extends RuntimeException { Broken() { super(\"mine\"); } }", "Cell 1");
        EvaluationException failure = failure("throw new Broken();", "Cell 2");
        assertThat(failure.name()).isEqualTo("Broken");
        assertThat(failure.lines()).startsWith("Broken: mine");
        assertThat(failure("String unset = null;\nunset.length()", "Cell 3"))
                .hasMessage("Cannot invoke \"String.length()\" because \"unset\" is null");
    }

    @Test
    void tellsWhatClosingThrewBesides() throws EvaluationException {
        session.evaluate("""
                class Door implements AutoCloseable {
                  public void close() { throw new IllegalStateException("stuck"); }
                }
                """, "Cell 1");
        assertThat(failure("try (Door door = new Door()) {\n  throw new RuntimeException(\"fire\");\n}", "Cell 2")
                        .lines())
                .containsExactly(
                        "java.lang.RuntimeException: fire",
                        "    at (Cell 2, line 2)",
                        "       throw new RuntimeException(\"fire\");",
                        "    Suppressed: java.lang.IllegalStateException: stuck",
                        "        at Door.close (Cell 1, line 2)",
                        "           public void close() { throw new IllegalStateException(\"stuck\"); }",
                        "        at (Cell 2, line 1)");
    }

    @Test
    void tellsOfAnExceptionThatEndsAThreadOfTheUsers() throws EvaluationException {
        String told = told("""
                Thread failing = new Thread(() -> {
                  throw new IllegalStateException("in the thread", new RuntimeException("below"));
                }, "mine");
                failing.start();
                failing.join();
                """);
        assertThat(told.lines())
                .startsWith("Exception in thread \"mine\": java.lang.IllegalStateException: in the thread")
                .contains(
                        "    at lambda (Cell 4, line 2)",
                        "       throw new IllegalStateException(\"in the thread\", new RuntimeException(\"below\"));",
                        "Caused by: java.lang.RuntimeException: below");
    }

    @Test
    void warnsOnceOfTheSame() throws EvaluationException {
        String unchecked = "\njava.util.ArrayList raw = new java.util.ArrayList();\nraw.add(\"text\");";
        assertThat(told(unchecked))
                .startsWith("Cell 4, line 3: warning: unchecked call to add(E)")
                .hasLineCount(1);
        assertThat(told(unchecked)).isEmpty();
    }

    @Test
    void tellsWhatAnImportMakesUncompilable() throws EvaluationException {
        try (JavaSession fresh = TestSession.open()) {
            fresh.evaluate("import java.util.*;\nList<String> twin(List<String> a) { return a; }", "Cell 1");
            String told = told(fresh, "import java.awt.*;");
            assertThat(told).startsWith("twin does not compile any more: ").contains("List is ambiguous");
            assertThat(told(fresh, "int other(int a) { return a; }")).isEmpty();
            assertThat(fresh.evaluate("import java.util.List;\ntwin(List.of(\"x\")).size()", "Cell 3")
                            .object())
                    .isEqualTo(1);
        }
    }

    @Test
    void aRedefinitionThatDoesNotCompileLeavesWhatThereWas() throws EvaluationException {
        session.evaluate("int precious = 40;\nint twice() { return 2 * precious; }", "Cell 1");
        session.evaluate("java.util.Map<String, int[]> table = new java.util.HashMap<>();", "Cell 1");
        Object table = session.variable("table").orElseThrow();
        session.evaluate("precious += 2;", "Cell 2");
        assertThat(failure("int precious = \"no\";", "Cell 3")).hasMessageContaining("incompatible types");
        assertThat(failure("int table = \"no\";", "Cell 3")).hasMessageContaining("incompatible types");
        failure("int twice() { return \"no\"; }", "Cell 3");
        assertThat(session.evaluate("twice() + precious", "Cell 4").object()).isEqualTo(126);
        assertThat(session.variable("table")).containsSame(table);
    }

    /** What running the code tells on the error stream. */
    private static String told(String code) throws EvaluationException {
        return told(session, code);
    }

    private static String told(JavaSession session, String code) throws EvaluationException {
        PrintStream before = System.err;
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
        try {
            session.evaluate(code, "Cell 4");
        } finally {
            System.setErr(before);
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void namesTheImportsOfAnUnknownClass() {
        assertThat(failure("Hashtable<String, String> t;\nnew AtomicLong()", "Cell 1")
                        .lines())
                .contains("  Not imported: add  import java.util.concurrent.atomic.AtomicLong;");
        assertThat(failure("HttpClient.newHttpClient()", "Cell 1").lines())
                .contains("  Not imported: add  import java.net.http.HttpClient;");
    }
}
