package joulebook.install.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    private static final Sides SIDES = new Sides(
            new Launch(
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("joulebook.lib") + File.separator + "*",
                            joulebook.kernel.Main.class.getName()),
                    Map.of("JOULEBOOK_HISTORY", "off")),
            Optional.empty());

    @Test
    void theRoundTripHasItsMedianAndItsTailOnBothSides() {
        Map<String, Result> results = byName(new RoundTrip(1, 20).round(SIDES));

        assertThat(results).containsOnlyKeys("warm 1+1, median", "warm 1+1, p95");
        for (Subject subject : SIDES.subjects()) {
            double median = value(results, "warm 1+1, median", subject);
            assertThat(median).isPositive().isFinite();
            assertThat(value(results, "warm 1+1, p95", subject)).isGreaterThanOrEqualTo(median);
        }
    }

    /** The measurement itself fails where a line is lost or changed on either side. */
    @Test
    void allPrintedLinesArriveInFewMessages() {
        Map<String, Result> results = byName(new PrintedLines(2_000).round(SIDES));

        assertThat(value(results, "2,000 lines", Subject.JOULEBOOK)).isPositive();
        assertThat(value(results, "2,000 lines", Subject.FLOOR)).isPositive();
        assertThat(value(results, "2,000 lines, messages", Subject.JOULEBOOK)).isBetween(1.0, 1_000.0);
        assertThat(results.get("2,000 lines, messages").values(Subject.FLOOR)).isEmpty();
    }

    @Test
    void theSidesTellValueTextCompletionsAndFailure() {
        for (Subject subject : SIDES.subjects()) {
            try (Side side = SIDES.start(subject)) {
                side.evaluate("int x = 20;");
                Side.Reply reply = side.evaluate("{ System.out.println(\"a # b\"); x += 1; }");
                assertThat(reply.printed()).isEqualTo("a # b\n");
                assertThat(side.evaluate("x + x").value()).isEqualTo("42");
                assertThat(side.complete("\"\".trim").count()).isEqualTo(1);
                assertThatThrownBy(() -> side.evaluate("y")).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    /** Each of them fails itself where what it measures does not happen. */
    @Test
    void burstDisplayInterruptAndMemoryAreMeasured() {
        try (KernelSide kernel = (KernelSide) SIDES.start(Subject.JOULEBOOK)) {
            assertThat(kernel.burst(20)).isPositive();
            assertThat(kernel.interrupt(Language.JAVA.loop())).isPositive();
            assertThat(kernel.evaluate(Language.JAVA.display().formatted(1_000)).displays())
                    .contains("x".repeat(1_000));
            assertThat(Machine.residentMegabytes(kernel.process())).isBetween(30.0, 4_000.0);
            assertThat(Machine.cpuSeconds(kernel.process())).isPositive();
        }
    }

    @Test
    void aLaunchIsWhatTheKernelspecSays(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kernel.json"), """
                {"argv": ["java", "-cp", "{resource_dir}/lib/*", "Main", "{connection_file}"], "env": {"A": "1"}}
                """);

        Launch launch = Launch.of(folder);

        assertThat(launch.words()).containsExactly("java", "-cp", folder + "/lib/*", "Main");
        assertThat(launch.environment()).containsExactly(Map.entry("A", "1"));
        assertThat(launch.withMain(RawShell.class).words()).endsWith(RawShell.class.getName());
    }

    @Test
    void aResultPairsTheValuesOfARound() {
        Quantity time = Quantity.of("a", "s", Goal.atMost(2, Subject.IPYKERNEL));
        Quantity count = Quantity.of("b", "");
        List<Result> results = Result.of(List.of(
                List.of(ours(time, 2), time.sample(Subject.IPYKERNEL, 1), ours(count, 7)),
                List.of(ours(time, 12), time.sample(Subject.IPYKERNEL, 4), ours(count, 9)),
                List.of(ours(time, 5), time.sample(Subject.IPYKERNEL, 5), ours(count, 8))));

        assertThat(results).extracting(Result::quantity).containsExactly(time, count);
        assertThat(results.get(0).ratios(Subject.IPYKERNEL)).containsExactly(2, 3, 1);
        assertThat(Result.median(results.get(0).values(Subject.JOULEBOOK))).isCloseTo(5, within(1e-12));
        assertThat(results.get(0).reached()).hasValue(true); // in two of three rounds
        assertThat(results.get(1).values(Subject.JOULEBOOK)).containsExactly(7, 9, 8);
        assertThat(results.get(1).ratios(Subject.IPYKERNEL)).isEmpty();
        assertThat(results.get(1).reached()).isEmpty();
    }

    @Test
    void aGoalIsABoundFromAboveOrFromBelow() {
        assertThat(reached(Goal.atMost(3), 3, 0)).hasValue(true);
        assertThat(reached(Goal.atMost(3), 3.1, 0)).hasValue(false);
        assertThat(reached(Goal.atLeast(3), 3.1, 0)).hasValue(true);
        assertThat(reached(Goal.atLeast(3), 2.9, 0)).hasValue(false);
        assertThat(reached(Goal.atMost(Subject.FLOOR, 2), 12, 10)).hasValue(true);
        assertThat(reached(Goal.atMost(Subject.FLOOR, 2), 12.5, 10)).hasValue(false);
        assertThat(reached(Goal.atMost(1.3, Subject.FLOOR), 12.5, 10)).hasValue(true);
        assertThat(reached(Goal.atMost(1.3, Subject.IPYKERNEL), 12.5, 10)).isEmpty(); // it is not installed
    }

    private static Optional<Boolean> reached(Goal goal, double ours, double floor) {
        Quantity quantity = Quantity.of("a", "s", goal);
        return Result.of(List.of(List.of(ours(quantity, ours), quantity.sample(Subject.FLOOR, floor))))
                .get(0)
                .reached();
    }

    private static Sample ours(Quantity quantity, double value) {
        return quantity.sample(Subject.JOULEBOOK, value);
    }

    private static Map<String, Result> byName(List<Sample> samples) {
        return Result.of(List.of(samples)).stream()
                .collect(Collectors.toMap(result -> result.quantity().name(), result -> result));
    }

    private static double value(Map<String, Result> results, String quantity, Subject subject) {
        return results.get(quantity).values(subject)[0];
    }

    /** It fails itself where the meter does not see the GPUs of the stand-in. */
    @Test
    void theMetersOwnCostIsMeasuredWithTwoGpus() {
        Map<String, Result> results = byName(new Metering(2).round(SIDES));

        assertThat(value(results, "metered training, step", Subject.JOULEBOOK)).isPositive();
        assertThat(value(results, "metered training, step", Subject.FLOOR)).isPositive();
        assertThat(value(results, "window, open and close", Subject.JOULEBOOK)).isPositive();
        assertThat(value(results, "sampling thread, of a core", Subject.JOULEBOOK))
                .as("it samples")
                .isPositive();
    }
}
