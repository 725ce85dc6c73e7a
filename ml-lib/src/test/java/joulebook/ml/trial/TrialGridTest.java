package joulebook.ml.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import joulebook.ml.InputException;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.Reading;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingOptions;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TrialGridTest {
    private static final Trial LIKE = new Trial(
            "mlp", new TrialData("digits", 0, 100), TrainingOptions.defaults().withEpochs(2));

    @Test
    void alternativesAreMultiplied() {
        assertThat(TrialGrid.alternatives("mlp")).containsExactly("mlp");
        assertThat(TrialGrid.alternatives("mlp:hidden=8|16-4")).containsExactly("mlp:hidden=8", "mlp:hidden=16-4");
        assertThat(TrialGrid.alternatives("cnn:channels=4|8,hidden=16|32"))
                .containsExactly(
                        "cnn:channels=4,hidden=16",
                        "cnn:channels=4,hidden=32",
                        "cnn:channels=8,hidden=16",
                        "cnn:channels=8,hidden=32");
        for (String bad : List.of("mlp:hidden=8|", "mlp:hidden=", "")) {
            assertThatThrownBy(() -> TrialGrid.alternatives(bad))
                    .as(bad)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("\"" + bad + "\"");
        }
    }

    @Test
    void gridHasEachCombinationOnce() {
        List<Trial> trials = TrialGrid.of(
                LIKE.data(), LIKE.algorithm(), LIKE.options(), "mlp:hidden=8|16", List.of(50, 100), List.of(0L, 1L));
        assertThat(trials).hasSize(8).doesNotHaveDuplicates();
        assertThat(trials.get(1))
                .isEqualTo(new Trial(
                        "mlp:hidden=8",
                        new TrialData("digits", 50, 100),
                        LIKE.options().withSeed(1)));
        assertThat(trials.get(7).data().train()).isEqualTo(100);
    }

    @Test
    void tableHasARowForEachRun() {
        RunSummary run = new RunSummary(
                "bp",
                "digits",
                LIKE.options(),
                Map.of("test_loss", 0.5, "parameters", 10.0),
                List.of(Map.of("test_loss", 0.25), Map.of("test_loss", 0.5)),
                new Reading(3, List.of(), CarbonIntensity.of("world")));
        Table table = TrialGrid.table("runs", List.of(new TrialResult.Done(LIKE, run, 50)));
        assertThat(table.columnNames())
                .containsExactly(
                        "model",
                        "seed",
                        "N",
                        "D",
                        "compute",
                        "loss",
                        "lowest_loss",
                        "test_accuracy",
                        "seconds",
                        "joules");
        assertThat(table.doubleColumn("compute").getDouble(0)).isEqualTo(6.0 * 10 * 100);
        assertThat(table.doubleColumn("loss").getDouble(0)).isEqualTo(0.5);
        assertThat(table.doubleColumn("lowest_loss").getDouble(0)).isEqualTo(0.25);
        assertThat(table.doubleColumn("joules").isMissing(0)).isTrue();
    }
}
