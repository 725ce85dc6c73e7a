package joulebook.ml.energy;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs an action again and again. */
@FunctionalInterface
interface Ticker {

    /** Runs the action every period until the returned handle is run. */
    Runnable every(Duration period, Runnable action);

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
        return (period, action) -> {
            long nanos = period.toNanos();
            Future<?> ticking = executor.scheduleAtFixedRate(action, nanos, nanos, TimeUnit.NANOSECONDS);
            return () -> ticking.cancel(false);
        };
    }
}
