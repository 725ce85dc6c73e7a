package joulebook.kernel.session;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** What the tests of this package share with the code that they run in a session. */
public final class TestSession {
    /** Opened by a cell that has come to where it is to be interrupted. */
    public static volatile CountDownLatch reached = new CountDownLatch(1);

    /** Something to wait for that a test holds. */
    public static final Object LOCK = new Object();

    private TestSession() {}

    /** A session whose tasks are run as they are. */
    static JavaSession open() {
        return new JavaSession(TestSession::unchanged);
    }

    private static <T> Callable<T> unchanged(Callable<T> task) {
        return task;
    }
}
