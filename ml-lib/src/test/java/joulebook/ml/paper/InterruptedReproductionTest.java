package joulebook.ml.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A reproduction that is interrupted half-way ends, and leaves no native memory behind. A megabyte an interruption is seen
 * where the reproduction's own memory goes up and down by little; several are seen in all.
 */
class InterruptedReproductionTest {
    private static final int INTERRUPTIONS = 8;
    private static final double MOST_BYTES = 200_000;

    static Stream<Paper> built() {
        return Catalogue.built().stream();
    }

    @ParameterizedTest
    @MethodSource("built")
    @EnabledOnOs(OS.LINUX)
    void itsMemoryIsFreed(Paper paper) throws IOException {
        Reproduction reproduction = Catalogue.reproduction(paper).orElseThrow();
        AtomicInteger lines = new AtomicInteger();
        reproduction.run(experiment(line -> lines.incrementAndGet()));
        int half = (lines.get() + 1) / 2;
        List<Long> bytes = new ArrayList<>();
        for (int i = 0; i < INTERRUPTIONS; i++) {
            AtomicInteger left = new AtomicInteger(half);
            Experiment interrupted = experiment(line -> {
                if (left.decrementAndGet() == 0) {
                    Thread.currentThread().interrupt();
                }
            });
            try {
                reproduction.run(interrupted);
                Thread.interrupted(); // it was at its end
            } catch (CancellationException ended) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            }
            bytes.add(residentBytes());
        }
        double[] growth = IntStream.range(1, INTERRUPTIONS)
                .mapToDouble(i -> bytes.get(i) - bytes.get(i - 1))
                .toArray();
        assertThat(new Percentile(25).evaluate(growth))
                .as("bytes that an interruption at line %d of %d leaves, of %s", half, lines.get(), bytes)
                .isLessThan(MOST_BYTES);
    }

    private static Experiment experiment(Consumer<String> progress) {
        return new Experiment(Budget.SMOKE, Experiment.seeds(1), progress);
    }

    private static long residentBytes() throws IOException {
        System.gc();
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * 4096;
    }
}
