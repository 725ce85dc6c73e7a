package joulebook.kernel.session;

import java.util.concurrent.Callable;

/** Carries what belongs to the waiting thread over to the thread that runs the user's code. */
@FunctionalInterface
public interface Around {
    /** Called on the waiting thread; what it returns is called on the user's. */
    <T> Callable<T> wrap(Callable<T> task);
}
