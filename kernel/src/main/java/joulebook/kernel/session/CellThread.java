package joulebook.kernel.session;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The thread that the user's code runs on, apart from the thread that waits for it: so a cell that cannot be stopped
 * can be left behind. An interrupt escalates: {@link Thread#interrupt}, then {@link StopSwitch}, then the thread is
 * abandoned and the next cell gets a new one. The threads that the cell started stop too, at their next check until the
 * next code runs; those that only wait go on.
 */
public final class CellThread implements AutoCloseable {
    private static final long STOP_AFTER_MS = 100;
    private static final long ABANDON_AFTER_MS = 5_000;

    private final Around around;
    private final ThreadGroup group;
    private final ScheduledExecutorService escalation;
    private volatile ExecutorService worker;
    private volatile Task<?> running;
    private final Set<Thread> leftBehind = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));
    private volatile Object cell = new Object();
    private boolean interruptedBetween;

    /** @param uncaught is told what ends a thread that the user's code started */
    CellThread(Around around, Consumer<Throwable> uncaught) {
        this.around = around;
        group =
                new ThreadGroup("cell") { // the user's threads inherit it
                    @Override
                    public void uncaughtException(Thread thread, Throwable thrown) {
                        uncaught.accept(thrown);
                    }
                };
        worker = newWorker();
        ScheduledThreadPoolExecutor timer =
                new ScheduledThreadPoolExecutor(1, task -> daemon(new Thread(task, "interrupt escalation")));
        timer.setRemoveOnCancelPolicy(true);
        escalation = timer;
    }

    /** What a call that was interrupted throws. */
    public static final class InterruptedCell extends Exception {
        private static final long serialVersionUID = 1L;
        private final boolean abandoned;

        InterruptedCell(boolean abandoned) {
            super("interrupted");
            this.abandoned = abandoned;
        }

        /** Whether the code could not be stopped and still runs somewhere. */
        public boolean abandoned() {
            return abandoned;
        }
    }

    /**
     * Runs the task on the user's thread and waits for it; a call from that thread runs at once.
     *
     * @throws InterruptedCell if it was interrupted
     * @throws Exception what the task throws; an Error too passes as it is
     */
    public <T> T call(Callable<T> code) throws Exception {
        Task<?> outer = running;
        if (outer != null && outer.thread == Thread.currentThread()) {
            boolean deferring = outer.defer(false);
            try {
                return code.call();
            } finally {
                outer.defer(deferring);
            }
        }
        if (leftBehind.contains(Thread.currentThread())) {
            throw new CellStopped(); // it starts nothing more
        }
        Task<T> task = new Task<>(around.wrap(code), cell);
        begin(task);
        worker.execute(task);
        try {
            return task.done.get();
        } catch (ExecutionException e) {
            if (task.interrupted) {
                StopSwitch.stop(task.cell); // the threads that it started may still run
                throw new InterruptedCell(task.abandoned);
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        } finally {
            end(task);
        }
    }

    /**
     * Runs work during which no interrupt reaches the user's thread, if this is it: one that hits the compiler while it
     * reads would close its files for good. Code that the work has called on that thread can be interrupted.
     */
    <T> T deferringInterrupts(Supplier<T> work) {
        Task<?> task = running;
        if (task == null || task.thread != Thread.currentThread()) {
            return work.get();
        }
        boolean before = task.defer(true);
        try {
            return work.get();
        } finally {
            task.defer(before);
        }
    }

    /** Begins a cell: an interrupt that came before does not concern it. */
    public synchronized void newCell() {
        cell = new Object();
        interruptedBetween = false;
    }

    private synchronized void begin(Task<?> task) throws InterruptedCell {
        if (interruptedBetween) {
            interruptedBetween = false;
            throw new InterruptedCell(false);
        }
        StopSwitch.release();
        running = task;
    }

    private synchronized void end(Task<?> task) {
        running = null;
        interruptedBetween = task.unnoticed && !task.done.isCompletedExceptionally();
    }

    /**
     * Interrupts what runs now; if nothing does, or if it ends before it notices, the next call of the cell. Returns at
     * once.
     */
    public synchronized void interrupt() {
        Task<?> task = running;
        if (task == null) {
            interruptedBetween = true;
        } else if (!task.interrupted) {
            task.interrupt();
            escalation.schedule(() -> stop(task), STOP_AFTER_MS, TimeUnit.MILLISECONDS);
            escalation.schedule(() -> abandon(task), ABANDON_AFTER_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void stop(Task<?> task) {
        if (!task.done.isDone() && running == task) {
            StopSwitch.stop(task.cell);
            task.interrupt();
        }
    }

    private void abandon(Task<?> task) {
        if (!task.done.isDone() && running == task) {
            task.abandoned = true;
            leftBehind.add(task.thread);
            worker.shutdown();
            worker = newWorker();
            task.done.completeExceptionally(new CellStopped());
        }
    }

    @Override
    public void close() {
        escalation.shutdownNow();
        worker.shutdownNow();
    }

    private ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> daemon(new Thread(group, task, "cell")));
    }

    private static Thread daemon(Thread thread) {
        thread.setDaemon(true);
        return thread;
    }

    private static final class Task<T> implements Runnable {
        final Callable<T> code;
        final Object cell;
        final CompletableFuture<T> done = new CompletableFuture<>();
        volatile boolean interrupted;
        volatile boolean unnoticed;
        volatile boolean abandoned;
        volatile Thread thread;
        private boolean deferring;
        private boolean deferred;

        /** @param cell is the same for all tasks of a cell */
        Task(Callable<T> code, Object cell) {
            this.code = code;
            this.cell = cell;
        }

        @Override
        public void run() {
            enter();
            try {
                T value = code.call();
                leave();
                done.complete(value);
            } catch (Throwable e) {
                leave();
                done.completeExceptionally(e);
            }
        }

        private synchronized void enter() {
            thread = Thread.currentThread();
            StopSwitch.enter(cell);
            if (interrupted) {
                thread.interrupt();
            }
        }

        /** Begins or ends to hold back interrupts of this thread, its own; returns whether they were held back. */
        synchronized boolean defer(boolean defer) {
            boolean before = deferring;
            deferring = defer;
            if (defer) {
                deferred |= Thread.interrupted();
            } else if (deferred) {
                deferred = false;
                thread.interrupt();
            }
            return before;
        }

        /** After this no interrupt of ours can hit the thread: it may be running the next cell. */
        private synchronized void leave() {
            thread = null;
            unnoticed = Thread.interrupted();
        }

        synchronized void interrupt() {
            interrupted = true;
            unnoticed = true;
            if (deferring) {
                deferred = true;
            } else if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
