package joulebook.install.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        assertThat(results.get(0).others()).containsExactly(Subject.IPYKERNEL);
        assertThat(results.get(0).reached(time.goals().get(0))).hasValue(true); // in two of three rounds
        assertThat(results.get(1).values(Subject.JOULEBOOK)).containsExactly(7, 9, 8);
        assertThat(results.get(1).ratios(Subject.IPYKERNEL)).isEmpty();
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
                .reached(goal);
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

    /**
     * The same weights, data, optimizer and steps: one batch, so that its order does not matter. DJL's Adam adds epsilon
     * before the bias correction and not after it as PyTorch and we do, so its smallest moves are smaller.
     */
    @ParameterizedTest
    @EnumSource(TrainingCase.class)
    void ourLoopAndDjlsTrainTheSame(TrainingCase training) {
        TrainTest batch = oneBatch();
        double ours = TrainingSides.joulebook(training, batch, 8).loss();

        assertThat(TrainingSides.djl(training, batch, 8).loss()).isCloseTo(ours, withinPercentage(1));
        assertThat(TrainingSides.bareDjl(training, batch, 8).loss()).isCloseTo(ours, withinPercentage(1));
        assertThat(TrainingSides.joulebook(training, batch, 9).loss())
                .as("one more step is seen")
                .isNotCloseTo(ours, withinPercentage(1));
    }

    @ParameterizedTest
    @EnumSource(TrainingCase.class)
    void torchTrainsTheSame(TrainingCase training) {
        assumeThat(Torch.missing()).isEmpty();
        TrainTest batch = oneBatch();

        assertThat(Torch.train(training, batch, 8, 2, Map.of()).loss())
                .isCloseTo(TrainingSides.joulebook(training, batch, 8).loss(), withinPercentage(0.1));
    }

    private static TrainTest oneBatch() {
        Dataset images = Datasets.load("mnist").train().take(TrainingCase.BATCH_SIZE);
        return new TrainTest(images, images);
    }

    @Test
    void aStepClockTellsThePartsThatMakeUpAStep() {
        StepClock clock = new StepClock(2);
        for (int step = 0; step < 6; step++) {
            clock.begin(0);
            clock.begin(1);
        }

        double[] medians = clock.medians(2);

        assertThat(medians).hasSize(3);
        assertThat(medians[2]).isPositive().isGreaterThanOrEqualTo(Math.max(medians[0], medians[1]));
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
