package joulebook.kernel.session;

import java.util.concurrent.locks.ReentrantLock;

/**
 * Guards JShell, which is not made for several threads. It is free while the user's code runs, so that completion
 * answers beside a long cell and the cell itself can evaluate more code.
 */
final class ShellLock {
    private final ReentrantLock lock = new ReentrantLock();

    /** Work that may throw {@code E}. */
    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    <T, E extends Exception> T holding(Work<T, E> work) throws E {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    /** Runs work without the lock, which the caller holds once, and takes it again. */
    <T, E extends Exception> T releasing(Work<T, E> work) throws E {
        lock.unlock();
        try {
            return work.run();
        } finally {
            lock.lock();
        }
    }
}
