package joulebook.ml.energy;

import java.util.Optional;

/**
 * The most memory this process was seen to use, in bytes. What cannot be read is empty.
 *
 * @param heap objects on the Java heap, garbage that was not yet collected included
 * @param resident the process in the machine's memory: heap, native memory and code
 * @param gpu all GPUs together
 */
public record PeakMemory(Optional<Long> heap, Optional<Long> resident, Optional<Long> gpu) {

    /** Where nothing was read. */
    public static final PeakMemory UNKNOWN = new PeakMemory(Optional.empty(), Optional.empty(), Optional.empty());

    public PeakMemory {
        heap = Json.orEmpty(heap);
        resident = Json.orEmpty(resident);
        gpu = Json.orEmpty(gpu);
    }

    /** The higher of each. */
    PeakMemory max(PeakMemory other) {
        return new PeakMemory(max(heap, other.heap), max(resident, other.resident), max(gpu, other.gpu));
    }

    private static Optional<Long> max(Optional<Long> a, Optional<Long> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(Math.max(a.get(), b.get())) : a.or(() -> b);
    }
}
