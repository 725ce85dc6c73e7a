package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import joulebook.kernel.session.CellThread.InterruptedCell;
import joulebook.kernel.session.EvaluationException.Kind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts code once it has said that it is where it will stay. */
@Timeout(60)
class InterruptTest {
    private static JavaSession session;
    private final Thread interrupter = new Thread(InterruptTest::interruptOnceReached);

    @BeforeAll
    static void open() throws EvaluationException {
        session = TestSession.open();
        session.evaluate("""
                import static joulebook.kernel.session.TestSession.*;
                int kept = 7;
                long fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
                class Spinner implements Runnable { public void run() { do { kept = 7; } while (kept == 7); } }
                """, "Cell 1");
    }

    @AfterAll
    static void close() {
        session.close();
    }

    @BeforeEach
    void startInterrupter() {
        TestSession.reached = new CountDownLatch(1);
        interrupter.start();
    }

    @AfterEach
    void endInterrupter() throws InterruptedException {
        interrupter.interrupt();
        interrupter.join();
    }

    private static void interruptOnceReached() {
        try {
            TestSession.reached.await();
            session.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EvaluationException interrupted(String code) {
        EvaluationException failure =
                catchThrowableOfType(EvaluationException.class, () -> session.evaluate(code, "Cell 2"));
        assertThat(failure.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(failure.name()).isEqualTo("Interrupted");
        return failure;
    }

    private static void assertStopped(String code) {
        assertThat(interrupted(code)).hasMessage("Interrupted.");
    }

    private static void assertGoesOn() throws EvaluationException {
        assertThat(session.evaluate("Thread.interrupted() ? -1 : kept", "Cell 3")
                        .object())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { }",
                "for (;;) { kept = 7; }",
                "do { } while (kept == 7);",
                "fib(100);",
                "new Spinner().run();",
                "Runnable r = () -> { while (true) { } }; r.run();",
                "new Object() { void spin() { while (true) { } } }.spin();",
                "java.util.stream.Stream.iterate(1, i -> i + 1).forEach(i -> { });",
                "outer: while (true) { for (int i = 0; ; i++) { if (i > 10) { continue outer; } } }",
                "while (true) { switch (kept) { case 7: continue; default: break; } }",
            })
    void stopsCodeThatDoesNotListen(String code) throws EvaluationException {
        assertStopped("{ reached.countDown(); " + code + " }");
        assertGoesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thread.sleep(1_000_000);",
                "new java.util.concurrent.CountDownLatch(1).await();",
                "synchronized (LOCK) { LOCK.wait(); }"
            })
    void wakesCodeThatWaits(String code) throws EvaluationException {
        assertStopped("{ reached.countDown(); " + code + " }");
        assertGoesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { try { Thread.sleep(1_000_000); } catch (InterruptedException e) { } }",
                "while (true) { try { while (true) { } } catch (Throwable e) { } }",
                "while (true) { try { fib(100); } catch (Throwable e) { continue; } finally { kept = 7; } }",
                "while (true) { try { fib(100); } finally { continue; } }",
            })
    void stopsCodeThatCatchesEverything(String code) throws EvaluationException {
        assertStopped("{ reached.countDown(); " + code + " }");
        assertGoesOn();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spinning.start(); spinning.join();",
                "java.util.stream.IntStream.range(0, 64).parallel().forEach(i -> { while (true) { } });",
                "java.util.concurrent.ForkJoinPool.commonPool().submit(() -> { while (true) { } }).get();",
                "new ProcessBuilder(\"sleep\", \"1000000\").start().waitFor();",
            })
    void stopsTheThreadsThatACellStarted(String code) throws Exception {
        String thread = "Thread spinning = new Thread(() -> { while (true) { } }); spinning";
        Thread spinning = (Thread) session.evaluate(thread, "Cell 2").object();
        assertStopped("{ reached.countDown(); " + code + " }");
        spinning.join();
        while (!ForkJoinPool.commonPool().isQuiescent()) { // awaitQuiescence would run what is queued on this thread
            Thread.yield();
        }
        assertGoesOn();
    }

    @Test
    void leavesBehindCodeThatWaitsInNativeCode() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            session.define("socket", ServerSocket.class.getCanonicalName(), socket);
            assertThat(interrupted("{ reached.countDown(); socket.accept(); }"))
                    .hasMessageContaining("could not be stopped");
            assertGoesOn();
        }
    }

    @Test
    void leavesBehindCodeThatCannotBeStopped() throws EvaluationException {
        synchronized (TestSession.LOCK) {
            assertThat(interrupted("{ reached.countDown(); synchronized (LOCK) { } }"))
                    .hasMessageContaining("could not be stopped");
            assertGoesOn();
        }
    }

    @Test
    void reachesATaskOnTheUsersThread() {
        assertThatThrownBy(() -> session.thread().call(() -> {
                    TestSession.reached.countDown();
                    return new CountDownLatch(1).getCount() + waitForEver();
                }))
                .isInstanceOf(InterruptedCell.class);
    }

    private static int waitForEver() throws InterruptedException {
        new CountDownLatch(1).await();
        return 0;
    }

    @Test
    void holdsAnInterruptBackWhileTheCellCompilesMoreCode() throws EvaluationException {
        List<Boolean> seen = new ArrayList<>();
        assertThatThrownBy(() -> session.thread().call(() -> {
                    session.thread().deferringInterrupts(() -> {
                        session.interrupt();
                        return seen.add(Thread.currentThread().isInterrupted());
                    });
                    seen.add(Thread.currentThread().isInterrupted());
                    return waitForEver();
                }))
                .isInstanceOf(InterruptedCell.class);
        assertThat(seen).containsExactly(false, true);
        assertGoesOn();
    }

    @Test
    void stopsCodeThatTheCellEvaluatesItself() throws EvaluationException {
        session.define("session", JavaSession.class.getCanonicalName(), session);
        assertStopped("session.evaluate(\"reached.countDown(); Thread.sleep(1_000_000);\", \"Cell 2\");");
        assertGoesOn();
    }

    @Test
    void codeThatIsBeingStoppedCanStillLeaveAVariable() throws EvaluationException {
        assertThatThrownBy(() -> session.thread().call(() -> {
                    TestSession.reached.countDown();
                    waitUntilInterrupted();
                    waitUntilInterrupted(); // the second time the checks are on
                    assertThatThrownBy(() -> session.evaluate("fib(1);", "Cell 2"))
                            .isInstanceOf(EvaluationException.class);
                    session.define("left", "int", 5);
                    throw new IllegalStateException();
                }))
                .isInstanceOf(InterruptedCell.class);
        assertThat(session.variable("left")).contains(5);
        assertGoesOn();
    }

    private static void waitUntilInterrupted() {
        try {
            waitForEver();
        } catch (InterruptedException e) {
            // what was waited for
        }
    }

    @Test
    void codeThatWasLeftBehindStartsNothingMore() throws Exception {
        CountDownLatch cellIsOver = new CountDownLatch(1);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        assertThatThrownBy(() -> session.thread().call(() -> {
                    TestSession.reached.countDown();
                    while (cellIsOver.getCount() > 0) {
                        Thread.onSpinWait();
                    }
                    Thread.interrupted();
                    thrown.complete(catchThrowable(() -> session.define("late", "int", 1)));
                    return null;
                }))
                .isInstanceOf(InterruptedCell.class);
        cellIsOver.countDown();
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
        assertGoesOn();
    }

    @Test
    void runsNoFurtherStatement() throws EvaluationException {
        assertStopped("int after = 1;\n{ reached.countDown(); while (true) { } }\nafter = 2;");
        assertThat(session.variable("after")).contains(1);
    }

    @Test
    void anInterruptThatAStatementDoesNotNoticeEndsTheCell() throws EvaluationException {
        session.evaluate("int unnoticed = 1;", "Cell 1");
        session.define("session", JavaSession.class.getCanonicalName(), session);
        assertStopped("session.interrupt();\nunnoticed = 2;");
        assertThat(session.variable("unnoticed")).contains(1);
    }

    @Test
    void anInterruptThatAStatementHandlesIsOver() throws EvaluationException {
        session.define("session", JavaSession.class.getCanonicalName(), session);
        String handling = "try { session.interrupt(); Thread.sleep(1_000_000); } catch (InterruptedException e) { }";
        assertThat(session.evaluate(handling + "\n40 + 2", "Cell 2").object()).isEqualTo(42);
    }

    @Test
    void anInterruptBetweenTwoStatementsEndsTheCell() throws EvaluationException {
        AtomicReference<JavaSession> interruptible = new AtomicReference<>();
        try (JavaSession own = new JavaSession(new InterruptsBeforeTask(interruptible))) {
            own.evaluate("int first = 1;", "Cell 1");
            interruptible.set(own);
            assertThatThrownBy(() -> own.evaluate("first = 2; first = 3;", "Cell 2"))
                    .hasMessage("Interrupted.");
            interruptible.set(null);
            assertThat(own.variable("first")).contains(1);
        }
    }

    /** Interrupts when a task has been prepared and does not run yet. */
    private record InterruptsBeforeTask(AtomicReference<JavaSession> session) implements Around {
        @Override
        public <T> Callable<T> wrap(Callable<T> task) {
            if (session.get() != null) {
                session.get().interrupt();
            }
            return task;
        }
    }

    @Test
    void anInterruptBeforeACellDoesNotConcernIt() throws EvaluationException {
        session.interrupt();
        session.thread().newCell();
        assertGoesOn();
    }
}
