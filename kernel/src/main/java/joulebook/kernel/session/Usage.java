package joulebook.kernel.session;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a thread has used up.
 *
 * @param wallNanos time on the clock
 * @param cpuNanos processor time
 * @param allocatedBytes allocated on the heap
 */
public record Usage(long wallNanos, long cpuNanos, long allocatedBytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static final Usage NOTHING = new Usage(0, 0, 0);

    /** Counted up to now, by the calling thread, from some point in the past: only differences mean something. */
    public static Usage now() {
        return new Usage(
                System.nanoTime(),
                THREADS.getCurrentThreadCpuTime(),
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }

    public Usage plus(Usage other) {
        return new Usage(wallNanos + other.wallNanos, cpuNanos + other.cpuNanos, allocatedBytes + other.allocatedBytes);
    }

    public Usage minus(Usage other) {
        return new Usage(wallNanos - other.wallNanos, cpuNanos - other.cpuNanos, allocatedBytes - other.allocatedBytes);
    }
}
