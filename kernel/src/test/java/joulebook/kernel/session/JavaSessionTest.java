package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import joulebook.kernel.error.UserError;
import joulebook.kernel.session.JavaSession.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One session for all tests: each uses names of its own. */
class JavaSessionTest {
    private static JavaSession session;

    @BeforeAll
    static void open() {
        session = TestSession.open();
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private static Value run(String code) throws EvaluationException {
        return session.evaluate(code, "Cell 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40 + 2 | true",
                "40 + 2; | false",
                "40 + 2 // the answer | true",
                "40 + 2; // silent | false",
                "/* about it */ 40 + 2 | true",
                "40 + 2 // silent; | true",
                "40 + 2; /* silent */ // really | false",
                "40 + \"; // \".length() - 3 | true",
                "int shown1 = 42; | false",
                "int shown2 = 42; shown2 | true",
                "int shown3; shown3 = 42 | true",
            })
    void showsTheValueOfAnExpressionWithoutSemicolon(String code, boolean shown) throws EvaluationException {
        assertThat(run(code)).isEqualTo(new Value(shown, 42));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "// a comment",
                "import java.util.List;",
                "class NoValue {}",
                "int noValue() { return 1; }"
            })
    void showsNothingWhereThereIsNoValue(String code) throws EvaluationException {
        assertThat(run(code)).isEqualTo(new Value(false, null));
    }

    @Test
    void anExpressionWithoutValueDoesNotShowTheOneBefore() throws EvaluationException {
        assertThat(run("1\n;\nSystem.out.flush()")).isEqualTo(new Value(false, null));
    }

    @Test
    void valuesAreTheObjectsThemselves() throws EvaluationException {
        List<String> list = new ArrayList<>();
        session.define("shared", "java.util.List<String>", list);
        assertThat(run("shared.add(\"from the session\");\nshared").object()).isSameAs(list);
        assertThat(list).containsExactly("from the session");
        assertThat(session.variable("shared")).containsSame(list);
    }

    @Test
    void runsManySnippetsOfAllKinds() throws EvaluationException {
        Value value = run("""
                import java.util.function.Supplier;
                record Point(int x, int y) {}
                sealed interface Shape permits Dot, Line {}
                record Dot(Point at) implements Shape {}
                record Line(Point from, Point to) implements Shape {}
                enum Colour { RED, GREEN }
                interface Named { default String name() { return getClass().getSimpleName(); } }
                class Thing implements Named {}
                <T extends Comparable<T>> T larger(T a, T b) { return a.compareTo(b) > 0 ? a : b; }
                Supplier<String> text = () -> \"""
                    two
                    lines\""";
                for (int i = 0; i < 3; i++) { if (i > 5) { throw new IllegalStateException(); } }
                larger(3, 4) + " " + new Dot(new Point(1, 2)) + Colour.GREEN + new Thing().name() + text.get()
                """);
        assertThat(value.object()).isEqualTo("4 Dot[at=Point[x=1, y=2]]GREENThingtwo\nlines");
    }

    @Test
    void aMethodMayUseOneThatComesLater() throws EvaluationException {
        run("int early() { return late() + 1; }");
        assertThatThrownBy(() -> run("early()"))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("early uses method late(), which is not defined yet.");
        assertThat(run("int late() { return 41; }\nearly()").object()).isEqualTo(42);
    }

    @Test
    void redefinesVariablesMethodsAndClasses() throws EvaluationException {
        assertThat(run("int redefined = 1; redefined").object()).isEqualTo(1);
        assertThat(run("String redefined = \"text\"; redefined").object()).isEqualTo("text");
        run("class Versioned { int version() { return 1; } }\nint version() { return new Versioned().version(); }");
        assertThat(run("version()").object()).isEqualTo(1);
        run("class Versioned { int version() { return 2; } }");
        assertThat(run("version()").object()).isEqualTo(2);
    }

    @Test
    void nothingOfACellRunsWhereAStatementIsUnfinished() throws EvaluationException {
        run("int touched = 0;");
        assertThatThrownBy(() -> run("touched = 1;\nint open = (3 +")).hasMessageContaining("line 2");
        assertThat(session.variable("touched")).contains(0);
    }

    @Test
    void statementsBeforeOneThatFailsStayDone() throws EvaluationException {
        run("int before = 0;");
        assertThatThrownBy(() -> run("before = 1;\nint wrong = \"text\";\nbefore = 2;"))
                .hasMessageContaining("line 2");
        assertThat(session.variable("before")).contains(1);
    }

    @Test
    void findsVariablesOnly() throws EvaluationException {
        run("Object nothing = null;\nint aMethod() { return 1; }");
        assertThat(session.variable("nothing")).isEmpty();
        assertThat(session.variable("aMethod")).isEmpty();
        assertThat(session.variable("unknown")).isEmpty();
        assertThat(session.variable("int")).isEmpty();
    }

    @Test
    void definesPrimitivesArraysAndNull() throws EvaluationException {
        session.define("aNumber", "double", 2.5);
        session.define("anArray", "int[][]", new int[][] {{7}});
        session.define("aNull", "String", null);
        assertThat(run("aNumber + anArray[0][0] + (aNull == null ? 1 : 0)").object())
                .isEqualTo(10.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "a;", "int", "null", "true", "_", "a.b"})
    void refusesANameThatNoVariableCanHave(String name) {
        assertThatThrownBy(() -> session.define(name, "int", 1))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void aCallFromTheUsersThreadRunsAtOnce() throws Exception {
        Object value =
                session.thread().call(() -> session.evaluate("6 * 7", "nested").object());
        assertThat(value).isEqualTo(42);
    }

    @Test
    void aCellMayEvaluateMoreCodeItself() throws EvaluationException {
        session.define("itself", JavaSession.class.getCanonicalName(), session);
        assertThat(run("(int) itself.evaluate(\"int inner = 20; inner + 1\", \"Cell 2\").object() * 2")
                        .object())
                .isEqualTo(42);
        assertThat(run("inner").object()).isEqualTo(20);
        assertThatThrownBy(() -> run("itself.evaluate(\"throw new RuntimeException(\\\"in it\\\");\", \"Cell 2\")"))
                .hasMessageContaining("in it");
        assertThat(run("inner + 1").object()).isEqualTo(21);
    }

    @Test
    @Timeout(60)
    void analysisAnswersBesideARunningCell() throws Exception {
        TestSession.reached = new CountDownLatch(1);
        run("String beside = \"text\";");
        FutureTask<Value> cell = new FutureTask<>(
                () -> run("joulebook.kernel.session.TestSession.reached.countDown(); Thread.sleep(1_000_000);"));
        new Thread(cell).start();
        TestSession.reached.await();
        assertThat(session.analysis().complete("beside.len", 10).texts()).contains("length");
        assertThat(session.analysis().describe("Math.abs(", 9, false)).isPresent();
        assertThat(session.analysis().completeness("foo(")).isEqualTo("incomplete");
        assertThat(cell.isDone()).isFalse();
        session.interrupt();
        assertThatThrownBy(cell::get).hasRootCauseInstanceOf(CellThread.InterruptedCell.class);
    }

    @Test
    void dropsOldTemporaryVariablesAndTheirValuesUnlessTheyWereNamed() throws EvaluationException {
        try (JavaSession own = TestSession.open()) {
            own.evaluate("40", "Cell 1");
            WeakReference<Object> value =
                    new WeakReference<>(own.evaluate("new Object()", "Cell 2").object());
            own.evaluate("int uses() { return $1 + 2; }", "Cell 3");
            for (int i = 0; i <= TemporaryVariables.KEPT; i++) {
                own.evaluate("\"\" + " + i, "Cell 4");
            }
            assertThat(own.evaluate("uses() + $1 - 40", "Cell 5").object()).isEqualTo(42);
            assertThatThrownBy(() -> own.evaluate("$2", "Cell 6")).hasMessageContaining("cannot find symbol");
            await(value);
        }
    }

    /** Waits until the collector has taken what nothing holds any longer. */
    private static void await(WeakReference<Object> freed) {
        List<byte[]> pressure = new ArrayList<>();
        while (freed.get() != null && pressure.size() < 200) {
            System.gc();
            pressure.add(new byte[10_000]);
        }
        assertThat(freed.get()).isNull();
    }
}
