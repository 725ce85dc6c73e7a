package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import joulebook.ml.InputException;
import joulebook.ml.data.Targets;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.DeviceEnergy;
import joulebook.ml.energy.DeviceKind;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.energy.Reading;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class ComparisonTest {

    @Test
    void comparesRunsOfTheSameSeed() {
        try (TrainingRuns bp = runs(run("bp", 0, 10, 40, 0.90), run("bp", 1, 20, 80, 0.80));
                TrainingRuns mf = runs(run("mf", 1, 16, 40, 0.83), run("mf", 0, 5, 20, 0.91))) {
            Comparison comparison = Comparison.of(bp, mf);
            assertThat(comparison.isPaired()).isTrue();
            assertThat(comparison.timeRatio().value()).isCloseTo(Math.sqrt(0.5 * 0.8), within(1e-12));
            // each seed's energy is exactly half: nothing is left to doubt
            assertThat(comparison.energyRatio().low()).isCloseTo(0.5, within(1e-9));
            assertThat(comparison.energyRatio().high()).isCloseTo(0.5, within(1e-9));
            // differences 0.01 and 0.03: t(1) = 12.706, half width 0.12706
            assertThat(comparison.difference("test_accuracy").value()).isCloseTo(0.02, within(1e-12));
            assertThat(comparison.difference("test_accuracy").high()).isCloseTo(0.02 + 0.12706, within(1e-5));
        }
    }

    @Test
    void otherSeedsAreComparedAsWholes() {
        try (TrainingRuns bp = runs(run("bp", 0, 10, 40, 0.9), run("bp", 1, 20, 80, 0.9));
                TrainingRuns mf = runs(run("mf", 2, 5, 20, 0.9), run("mf", 3, 10, 40, 0.9))) {
            Comparison comparison = Comparison.of(bp, mf);
            assertThat(comparison.isPaired()).isFalse();
            assertThat(comparison.energyRatio().value()).isCloseTo(0.5, within(1e-12));
            assertThat(comparison.energyRatio().excludes(1)).isFalse();
        }
    }

    @Test
    void aCostIsThatUntilTheAccuracyWasReached() {
        try (TrainingRun run = run("bp", 0, 10, 40, 0.9)) {
            RunSummary summary = RunSummary.of(run);
            assertThat(summary.joulesToReach(0.6)).isEqualTo(20);
            assertThat(summary.joulesToReach(0.9)).isEqualTo(40);
            assertThat(summary.joulesToReach(0.91)).isNaN();
            assertThat(Comparison.accuracyAllReached(List.of(summary))).isEqualTo(0.9);
        }
    }

    @Test
    void aSummaryTravelsAsJson() {
        try (TrainingRun run = run("bp", 3, 10, 40, 0.9)) {
            RunSummary summary = RunSummary.of(run);
            assertThat(RunSummary.fromJson(
                            JsonParser.parseString(summary.toJson().toString()).getAsJsonObject()))
                    .isEqualTo(summary);
            assertThatThrownBy(() -> RunSummary.fromJson(new JsonObject())).isInstanceOf(InputException.class);
        }
    }

    private static TrainingRuns runs(TrainingRun... runs) {
        return new TrainingRuns(List.of(runs));
    }

    private static TrainingRun run(String algorithm, long seed, double seconds, double joules, double accuracy) {
        DeviceEnergy cpu = new DeviceEnergy(
                "CPU", DeviceKind.CPU, EnergySource.ESTIMATE, joules, joules / 2, joules * 2, "by hand");
        return new TrainingRun(
                algorithm,
                "ring",
                Model.newInstance(algorithm),
                new Shape(2),
                new Targets.Classes(new int[] {0, 1}, List.of("in", "out")),
                Table.create(
                        "history",
                        IntColumn.create("epoch", new int[] {1, 2}),
                        DoubleColumn.create("test_accuracy", accuracy - 0.2, accuracy),
                        DoubleColumn.create("test_loss", Double.POSITIVE_INFINITY, 1),
                        DoubleColumn.create("joules", joules / 2, joules)),
                Map.of("test_accuracy", accuracy),
                new Reading(seconds, List.of(cpu), CarbonIntensity.of("world")),
                TrainingOptions.defaults().withSeed(seed));
    }
}
