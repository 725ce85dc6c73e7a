package joulebook.kernel.session;

import java.util.concurrent.Callable;

/**
 * Memory that is set aside while a cell runs and freed when it runs out of memory, so that the kernel can say so and run
 * the cell that lets go of what fills it.
 */
final class MemoryReserve {
    private static final int SIZE =
            (int) Math.min(32 << 20, Runtime.getRuntime().maxMemory() / 12);

    private volatile byte[] memory;

    /** Runs code, which may run out of memory. */
    <T> T guard(Callable<T> code) throws Exception {
        take();
        try {
            return code.call();
        } catch (Throwable e) {
            if (e instanceof OutOfMemoryError || e.getCause() instanceof OutOfMemoryError) {
                memory = null; // before anything else: from here on each step needs some
            }
            throw e;
        }
    }

    private void take() {
        Runtime runtime = Runtime.getRuntime();
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        if (memory == null && free > 3L * SIZE) {
            memory = new byte[SIZE];
        }
    }
}
