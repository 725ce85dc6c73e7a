package joulebook.install.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The parts of training steps: each begins where the one before it ends, the last ends where the next step begins. */
final class StepClock {
    private final int parts;
    private final List<long[]> steps = new ArrayList<>();

    /** @param parts of a step, at least 1 */
    StepClock(int parts) {
        this.parts = parts;
    }

    /** A part begins now; with the first one, a step. */
    void begin(int part) {
        if (part == 0) {
            steps.add(new long[parts]);
        }
        steps.get(steps.size() - 1)[part] = System.nanoTime();
    }

    /**
     * The medians over the steps, but for the first ones and the last.
     *
     * @param warmUp how many steps are left out
     * @return milliseconds of each part, and of the whole step
     */
    double[] medians(int warmUp) {
        return IntStream.rangeClosed(0, parts)
                .mapToDouble(part -> Result.median(IntStream.range(warmUp, steps.size() - 1)
                        .mapToDouble(step -> part < parts ? milliseconds(step, part) : whole(step))
                        .toArray()))
                .toArray();
    }

    private double milliseconds(int step, int part) {
        long end = part + 1 < parts ? steps.get(step)[part + 1] : steps.get(step + 1)[0];
        return (end - steps.get(step)[part]) / 1e6;
    }

    private double whole(int step) {
        return (steps.get(step + 1)[0] - steps.get(step)[0]) / 1e6;
    }
}
