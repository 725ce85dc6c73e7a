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
import joulebook.ml.energy.Reading;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TrainingRunsTest {

    private static final TrainingOptions OPTIONS = TrainingOptions.defaults();

    @Test
    void summarisesAMetricOverSeeds() {
        try (TrainingRuns runs = TrainingRuns.of(List.of(run("bp", 0, 0.90), run("bp", 1, 0.92), run("bp", 2, 0.97)))) {
            TrainingRuns.Spread spread = runs.metric("test_accuracy");
            assertThat(spread.mean()).isCloseTo(0.93, within(1e-12));
            // squared deviations 9, 1, 16 (in points), divided by 2
            assertThat(spread.standardDeviation()).isCloseTo(Math.sqrt(13) / 100, within(1e-12));
            assertThat(spread.runs()).isEqualTo(3);
        }
    }

    @Test
    void oneRunHasNoSpread() {
        try (TrainingRuns runs = TrainingRuns.of(run("bp", 0, 0.9))) {
            assertThat(runs.metric("test_accuracy").standardDeviation()).isNaN();
            assertThat(TrainingRuns.of(runs)).isSameAs(runs);
        }
    }

    @Test
    void runsMustDifferInTheSeedAlone() {
        try (TrainingRun bp = run("bp", 0, 0.9);
                TrainingRun mf = run("mf", 1, 0.9)) {
            assertThatThrownBy(() -> TrainingRuns.of(new TrainingRun[] {bp, mf}))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("seed");
        }
        assertThatThrownBy(() -> TrainingRuns.of("accuracy"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("String");
        assertThatThrownBy(() -> TrainingRuns.of(List.of())).isInstanceOf(InputException.class);
    }

    private static TrainingRun run(String algorithm, long seed, double accuracy) {
        return new TrainingRun(
                algorithm,
                "ring",
                Model.newInstance(algorithm),
                new Shape(2),
                new Targets.Classes(new int[] {0}, List.of("outside", "inside")),
                Table.create(),
                Map.of("test_accuracy", accuracy),
                new Reading(1, List.of(), CarbonIntensity.of("world")),
                OPTIONS.withSeed(seed));
    }
}
