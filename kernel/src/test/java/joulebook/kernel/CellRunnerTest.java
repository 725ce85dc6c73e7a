package joulebook.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import joulebook.kernel.CellRunner.Run;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellListener;
import joulebook.kernel.cell.CellResult;
import joulebook.kernel.cell.CellResult.Status;
import joulebook.kernel.display.JavaRenderer;
import joulebook.kernel.display.Output;
import joulebook.kernel.display.Recording;
import joulebook.kernel.protocol.Message;
import joulebook.kernel.session.JavaSession;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
public class CellRunnerTest {
    /** Opened by a cell of a test's when it is where it will stay. */
    public static volatile CountDownLatch reached = new CountDownLatch(1);

    private static JavaSession session;

    private final Recording recording = new Recording();
    private final Output output = new Output(recording, "kernel-id");
    private final CellRunner runner = new CellRunner(() -> session, TestMagics.all(), new JavaRenderer(), output);

    @BeforeAll
    static void open() {
        session = new JavaSession(TestMagics::unchanged);
    }

    @AfterAll
    static void close() {
        session.close();
    }

    private Run run(String code) {
        return runner.run(new Cell(3, code, false, true), new JsonObject());
    }

    private static Object text(Run run) {
        return run.value().orElseThrow().getData(MIMEType.TEXT_PLAIN);
    }

    /** Writes down what it is told. */
    private static final class Notes implements CellListener {
        private final List<String> notes = new ArrayList<>();

        @Override
        public void before(Cell cell) {
            notes.add("before " + cell.number());
        }

        @Override
        public void after(Cell cell, CellResult result, JsonObject metadata) {
            notes.add("after " + cell.number() + " " + result.status() + " " + result.error());
            metadata.addProperty("noted", true);
        }
    }

    /** Fails at both its calls. */
    private record Failing(Throwable failure) implements CellListener {
        @Override
        public void before(Cell cell) {
            fail(failure);
        }

        @Override
        public void after(Cell cell, CellResult result, JsonObject metadata) {
            fail(failure);
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void fail(Throwable failure) throws T {
            throw (T) failure;
        }
    }

    @Test
    void showsTheValueOfTheLastPart() {
        assertThat(text(run("int a = 4;\n%say ignored\na + 2"))).isEqualTo("6");
        assertThat(recording.types()).containsExactly("execute_result");
        assertThat(text(run("7\n%say --times 2 hi"))).isEqualTo("hihi");
        assertThat(run("7\n%say").value()).isEmpty();
        assertThat(run("7;").value()).isEmpty();
    }

    @Test
    void listenersAreToldBeforeAndAfter() {
        Notes notes = new Notes();
        runner.listen(notes);
        JsonObject metadata = new JsonObject();
        runner.run(new Cell(3, "1 / 0", false, true), metadata);
        assertThat(notes.notes).containsExactly("before 3", "after 3 ERROR / by zero");
        assertThat(metadata.get("noted").getAsBoolean()).isTrue();
    }

    @Test
    void listenersThatFailDoNotTouchTheCell() {
        Notes notes = new Notes();
        runner.listen(new Failing(new IllegalStateException("thrown by the test")));
        runner.listen(new Failing(new AssertionError("thrown by the test")));
        runner.listen(notes);
        Run run = run("6 * 7");
        assertThat(text(run)).isEqualTo("42");
        assertThat(run.result().status()).isEqualTo(Status.OK);
        assertThat(notes.notes).containsExactly("before 3", "after 3 OK ");
    }

    @Test
    void aSilentCellShowsNothingAndIsToldToNobody() {
        Notes notes = new Notes();
        runner.listen(notes);
        Run run = runner.run(new Cell(3, "int silent = 5; silent", true, false), new JsonObject());
        Run failed = runner.run(new Cell(3, "1 / 0", true, false), new JsonObject());
        assertThat(text(run)).isEqualTo("5");
        assertThat(failed.failure()).isPresent();
        assertThat(recording.messages()).isEmpty();
        assertThat(notes.notes).isEmpty();
        assertThat(session.variable("silent")).contains(5);
    }

    @Test
    void publishesWhatFailed() {
        Run run = run("int before = 1;\n%say x\n\nbefore / 0");
        assertThat(run.result().status()).isEqualTo(Status.ERROR);
        Message error = recording.messages().get(0);
        assertThat(error.type()).isEqualTo("error");
        assertThat(error.text("ename", "")).isEqualTo("ArithmeticException");
        assertThat(error.text("evalue", "")).isEqualTo("/ by zero");
        assertThat(run.failure().orElseThrow().traceback().get(1)).isEqualTo("    at (Cell 3, line 4)");
    }

    @Test
    void aMistakeOfTheUsersComesWithoutATrace() {
        CellRunner.Failure failure = run("%refuse").failure().orElseThrow();
        assertThat(failure.name()).isEqualTo("UserError");
        assertThat(failure.value()).isEqualTo("This cannot be done. Do something else.");
        assertThat(failure.traceback()).hasSize(1);
        assertThat(run("%nosuchmagic").failure().orElseThrow().value()).contains("no magic named %nosuchmagic");
    }

    @Test
    void aMagicReachesItsBodyTheSessionAndTheDisplay() {
        assertThat(text(run("%%java\nint body = 20;\nbody + 1"))).isEqualTo("21");
        assertThat(recording.types()).containsExactly("display_data", "execute_result");
        Message display = recording.messages().get(0);
        assertThat(display.object("data").get("text/plain").getAsString()).isEqualTo("shown 21");
        assertThat(display.object("transient").get("display_id").getAsString()).isEqualTo("id");
        assertThat(session.variable("fromMagic")).contains(21);
        assertThat(run("%%java\n\nint wrong = true;").failure().orElseThrow().value())
                .startsWith("Cell 3, line 3");
    }

    @Test
    void aLineNumberCountsTheEmptyLinesAboveACellMagic() {
        assertThat(run("\n\n%%java\nint wrong = true;").failure().orElseThrow().value())
                .startsWith("Cell 3, line 4");
    }

    @Test
    void aMagicTakesTheValueOfAnExpression() {
        assertThat(text(run("int s = 2;\n%say --times {s + 1} {\"a\" + s}"))).isEqualTo("a2a2a2");
        assertThat(text(run("%say '{s}'"))).isEqualTo("{s}");
        assertThat(text(run("%%say {s}\n{ not Java"))).isEqualTo("2");
        assertThat(run("%say {nosuch}").failure().orElseThrow().value()).startsWith("{nosuch} of %say, line 1");
        assertThat(run("%say {1 / 0}").failure().orElseThrow().name()).isEqualTo("ArithmeticException");
        assertThat(run("%say {null}").failure().orElseThrow().value()).contains("the expression {null} has no value");
    }

    @Test
    void magicsStandInJava() {
        Notebook.attach(runner::context);
        run("import static joulebook.kernel.Notebook.*;");
        assertThat(text(run("int word = 7; var t = magic(\"say --times 2 {word}\");\nt + \"!\"")))
                .isEqualTo("77!");
        assertThat(text(run("magic(\"%java\") == null"))).isEqualTo("true");
        Run run = run("%%java\nmagic(\"%java\"); 5"); // the inner one does not see the text of the outer one
        assertThat(text(run)).isEqualTo("5");
        assertThat(run("magic(\"nosuchmagic\")").failure().orElseThrow().value())
                .contains("%nosuchmagic");
    }

    @Test
    void anInterruptReachesTheTextOfAValue() throws InterruptedException {
        reached = new CountDownLatch(1);
        Thread interrupter = new Thread(() -> {
            try {
                reached.await();
                session.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        interrupter.start();
        Run run = run("""
                class Endless {
                  public String toString() {
                    %s.reached.countDown();
                    while (true) { }
                  }
                }
                new Endless()
                """.formatted(CellRunnerTest.class.getName()));
        interrupter.join();
        assertThat(run.result().status()).isEqualTo(Status.INTERRUPTED);
        assertThat(text(run("6 * 7"))).isEqualTo("42");
    }

    @Test
    void theTextOfAValueMayFail() {
        Run run =
                run("class Bad { public String toString() { throw new IllegalStateException(\"bad\"); } }\nnew Bad()");
        assertThat(run.result().status()).isEqualTo(Status.OK);
        assertThat(text(run)).isEqualTo("Bad (its text cannot be had: java.lang.IllegalStateException: bad)");
    }

    @Test
    void theValuesOfCellsCanBeHadLater() {
        runner.run(new Cell(1, "int[] kept = {1, 2}; kept", false, true), new JsonObject());
        runner.run(new Cell(2, "\"hidden\";", false, true), new JsonObject());
        runner.run(new Cell(3, "%say hello", false, true), new JsonObject());
        runner.run(new Cell(3, "\"silent\"", true, false), new JsonObject());
        assertThat(runner.context().tools().results().all().keySet()).containsExactly(1, 3);
        assertThat(runner.context().tools().results().of(1))
                .isSameAs(session.variable("kept").orElseThrow());
        assertThat(runner.context().tools().results().last(1)).isEqualTo("hello");
    }

    @Test
    void clearsTheOutputsOfTheCell() {
        runner.context().clear(true);
        assertThat(recording.messages().get(0).type()).isEqualTo("clear_output");
        assertThat(recording.messages().get(0).flag("wait", false)).isTrue();
    }
}
