package joulebook.kernel.session;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What was used up.
 *
 * @param wallNanos time on the clock
 * @param cpuNanos processor time of all threads
 * @param allocatedBytes allocated on the heap by one thread
 */
public record Usage(long wallNanos, long cpuNanos, long allocatedBytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static final Usage NOTHING = new Usage(0, 0, 0);

    /** Counted up to now, by the calling thread, from some point in the past: only differences mean something. */
    public static Usage now() {
        return new Usage(
                System.nanoTime(),
                PROCESS.getProcessCpuTime(),
                THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()));
    }

    public Usage plus(Usage other) {
        return new Usage(wallNanos + other.wallNanos, cpuNanos + other.cpuNanos, allocatedBytes + other.allocatedBytes);
    }

    public Usage minus(Usage other) {
        return new Usage(wallNanos - other.wallNanos, cpuNanos - other.cpuNanos, allocatedBytes - other.allocatedBytes);
    }
}
