package joulebook.install.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BenchTest {
    private static final Jvm JVM = new Jvm(
            List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("joulebook.lib") + File.separator + "*"),
            Map.of());

    @Test
    void theRoundTripHasItsMedianAndItsTailOnBothSides() {
        List<Sample> samples = new RoundTrip(JVM, 1, 20).round();

        assertThat(samples).extracting(Sample::quantity).containsExactly("warm 1+1, median", "warm 1+1, p95");
        assertThat(samples).allSatisfy(BenchTest::positive);
        assertThat(samples.get(1).ours()).isGreaterThanOrEqualTo(samples.get(0).ours());
        assertThat(samples.get(1).raw().orElseThrow())
                .isGreaterThanOrEqualTo(samples.get(0).raw().orElseThrow());
    }

    /** The measurement itself fails where a line is lost or changed on either side. */
    @Test
    void allPrintedLinesArriveInFewMessages() {
        int lines = 2_000;
        List<Sample> samples = new PrintedLines(JVM, lines).round();

        positive(samples.get(0));
        assertThat(samples.get(1).ours()).isBetween(1.0, lines / 2.0);
        assertThat(samples.get(1).raw()).isEmpty();
    }

    @Test
    void theSidesTellValueTextAndFailure() {
        try (Side kernel = new KernelSide(JVM);
                Side shell = new RawSide(JVM)) {
            for (Side side : List.of(kernel, shell)) {
                side.evaluate("int x = 20;");
                Side.Reply reply = side.evaluate("{ System.out.println(\"a # b\"); x += 1; }");
                assertThat(reply.printed()).isEqualTo("a # b\n");
                assertThat(side.evaluate("x + x").value()).isEqualTo("42");
            }
        }
    }

    @Test
    void aResultPairsTheRoundsOfAQuantity() {
        List<Result> results = Result.of(List.of(
                Sample.of("a", "s", 2, 1),
                new Sample("b", "", 7, OptionalDouble.empty()),
                Sample.of("a", "s", 12, 4),
                new Sample("b", "", 9, OptionalDouble.empty()),
                Sample.of("a", "s", 5, 5)));

        assertThat(results).extracting(Result::quantity).containsExactly("a", "b");
        assertThat(results.get(0).ratios()).containsExactly(2, 3, 1);
        assertThat(Result.median(results.get(0).ours())).isCloseTo(5, within(1e-12));
        assertThat(results.get(1).ours()).containsExactly(7, 9);
        assertThat(results.get(1).ratios()).isEmpty();
    }

    private static void positive(Sample sample) {
        assertThat(sample.ours()).isPositive().isFinite();
        assertThat(sample.raw().orElseThrow()).isPositive().isFinite();
    }
}
