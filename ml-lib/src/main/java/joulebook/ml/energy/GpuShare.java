package joulebook.ml.energy;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How much of a GPU is this process's, by how busy each process keeps it; or, where that is not told, all of it if no other
 * process computes there. It is asked of the driver twice a second at most, which renews it about as often.
 */
final class GpuShare {

    private static final long RENEWED_EVERY_NANOS = 500_000_000;

    private final NvmlDevice gpu;
    private final int pid;
    private OptionalDouble share = OptionalDouble.empty();
    private volatile OptionalLong bytes = OptionalLong.empty();
    private OptionalLong renewedAt = OptionalLong.empty();

    /** @param pid this process as the driver knows it */
    GpuShare(NvmlDevice gpu, int pid) {
        this.gpu = gpu;
        this.pid = pid;
    }

    /** From 0 to 1; empty if the driver does not tell. */
    OptionalDouble at(long nanos) {
        if (renewedAt.isEmpty() || nanos - renewedAt.getAsLong() >= RENEWED_EVERY_NANOS) {
            renewedAt = OptionalLong.of(nanos);
            renew();
        }
        return share;
    }

    /** The memory of the GPU that this process holds; empty if the driver does not tell. */
    OptionalLong bytes() {
        return bytes;
    }

    private void renew() {
        try {
            Map<Integer, Long> processes = gpu.processes();
            bytes = processes.getOrDefault(pid, 0L) < 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(processes.getOrDefault(pid, 0L));
            share = processes.containsKey(pid) && processes.size() > 1
                    ? busyShare()
                    : OptionalDouble.of(processes.containsKey(pid) ? 1 : 0);
        } catch (UnreadableException untold) {
            bytes = OptionalLong.empty();
            share = OptionalDouble.empty();
        }
    }

    /** Among several processes; as before while nothing new is known. */
    private OptionalDouble busyShare() {
        try {
            Map<Integer, Integer> busy = gpu.utilizationByProcess();
            int all = busy.values().stream().mapToInt(Integer::intValue).sum();
            return all == 0 ? share : OptionalDouble.of(busy.getOrDefault(pid, 0) / (double) all);
        } catch (UnreadableException untold) {
            return OptionalDouble.empty();
        }
    }
}
