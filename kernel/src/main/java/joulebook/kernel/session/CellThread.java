package joulebook.kernel.session;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that the user's code runs on, apart from the thread that waits for it: so a cell that cannot be stopped
 * can be left behind. An interrupt escalates: {@link Thread#interrupt}, then {@link StopSwitch}, then the thread is
 * abandoned and the next cell gets a new one.
 */
public final class CellThread implements AutoCloseable {
    private static final long STOP_AFTER_MS = 100;
    private static final long ABANDON_AFTER_MS = 5_000;

    private final Around around;
    private final ScheduledExecutorService escalation;
    private volatile ExecutorService worker = newWorker();
    private volatile Task<?> running;
    private boolean interruptedBetween;

    CellThread(Around around) {
        this.around = around;
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
            return code.call();
        }
        Task<T> task = new Task<>(around.wrap(code));
        begin(task);
        worker.execute(task);
        try {
            return task.done.get();
        } catch (ExecutionException e) {
            if (task.interrupted) {
                throw new InterruptedCell(task.abandoned);
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        } finally {
            end(task);
            StopSwitch.release();
        }
    }

    /** Begins a cell: an interrupt that came before does not concern it. */
    public synchronized void newCell() {
        interruptedBetween = false;
    }

    private synchronized void begin(Task<?> task) throws InterruptedCell {
        if (interruptedBetween) {
            interruptedBetween = false;
            throw new InterruptedCell(false);
        }
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
            StopSwitch.stop(task);
            task.interrupt();
        }
    }

    private void abandon(Task<?> task) {
        if (!task.done.isDone() && running == task) {
            task.abandoned = true;
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

    private static ExecutorService newWorker() {
        return Executors.newSingleThreadExecutor(task -> daemon(new Thread(task, "cell")));
    }

    private static Thread daemon(Thread thread) {
        thread.setDaemon(true);
        return thread;
    }

    private static final class Task<T> implements Runnable {
        final Callable<T> code;
        final CompletableFuture<T> done = new CompletableFuture<>();
        volatile boolean interrupted;
        volatile boolean unnoticed;
        volatile boolean abandoned;
        volatile Thread thread;

        Task(Callable<T> code) {
            this.code = code;
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
            StopSwitch.enter(this);
            if (interrupted) {
                thread.interrupt();
            }
        }

        /** After this no interrupt of ours can hit the thread: it may be running the next cell. */
        private synchronized void leave() {
            thread = null;
            unnoticed = Thread.interrupted();
        }

        synchronized void interrupt() {
            interrupted = true;
            unnoticed = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
