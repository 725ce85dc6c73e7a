package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
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
import tech.tablesaw.api.Table;

class ComparisonTest {

    @Test
    void comparesRunsOfTheSameSeed() {
        try (TrainingRuns bp = TrainingRuns.of(List.of(run("bp", 0, 10, 40, 0.90), run("bp", 1, 20, 80, 0.80)));
                TrainingRuns mf = TrainingRuns.of(List.of(run("mf", 0, 5, 10, 0.91), run("mf", 1, 16, 40, 0.83)))) {
            Comparison comparison = new Comparison(bp, mf);
            // ratios 0.5 and 0.8; the ratio of the means would be 0.7
            assertThat(comparison.timeRatio().mean()).isCloseTo(0.65, within(1e-12));
            assertThat(comparison.timeRatio().standardDeviation()).isCloseTo(0.3 / Math.sqrt(2), within(1e-12));
            assertThat(comparison.energyRatio().mean()).isCloseTo(0.375, within(1e-12));
            assertThat(comparison.difference("test_accuracy").mean()).isCloseTo(0.02, within(1e-12));
        }
    }

    @Test
    void seedsMustBeTheSame() {
        try (TrainingRuns bp = TrainingRuns.of(run("bp", 0, 1, 1, 0.9));
                TrainingRuns mf = TrainingRuns.of(run("mf", 1, 1, 1, 0.9))) {
            assertThatThrownBy(() -> new Comparison(bp, mf))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("[0]")
                    .hasMessageContaining("[1]");
        }
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
                Table.create("history"),
                Map.of("test_accuracy", accuracy),
                new Reading(seconds, List.of(cpu), CarbonIntensity.of("world")),
                TrainingOptions.defaults().withSeed(seed));
    }
}
