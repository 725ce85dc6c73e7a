package joulebook.ml.energy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Runs an action again and again. */
@FunctionalInterface
interface Ticker {

    /**
     * Runs the action until the returned handle is run.
     *
     * @param pause asked for the time until the next run, before each run
     */
    Runnable start(Supplier<Duration> pause, Runnable action);

    /**
     * Pauses of a half to one and a half periods, all equally likely. Samples at equal distances would see only some
     * phases of a power that changes with a period of its own.
     */
    static Supplier<Duration> jittered(Supplier<Duration> period, long seed) {
        var random = new SplittableRandom(seed);
        return () -> Duration.ofNanos(Math.round(period.get().toNanos() * (0.5 + random.nextDouble())));
    }

    /** Ticks on one daemon thread, which lives only while something ticks. */
    static Ticker onDaemonThread() {
        var executor = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "joulebook-energy");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        return (pause, action) -> new Ticking(executor, pause, action)::stop;
    }

    /** One action that plans its own next run. */
    final class Ticking implements Runnable {
        private final ScheduledThreadPoolExecutor executor;
        private final Supplier<Duration> pause;
        private final Runnable action;
        private Future<?> next;
        private boolean stopped;

        private Ticking(ScheduledThreadPoolExecutor executor, Supplier<Duration> pause, Runnable action) {
            this.executor = executor;
            this.pause = pause;
            this.action = action;
            plan();
        }

        @Override
        public void run() {
            try {
                action.run();
            } finally {
                plan();
            }
        }

        private synchronized void plan() {
            if (!stopped) {
                next = executor.schedule(this, pause.get().toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private synchronized void stop() {
            stopped = true;
            next.cancel(false);
        }
    }
}
