package joulebook.ml.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.EpochResult;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruneAndFineTuneTest {

    private static final TrainTest DIGITS = Datasets.load("digits");
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withBatchSize(64);

    @ParameterizedTest
    @ValueSource(strings = {"adam", "adamw", "sgd"})
    void removedWeightsStayRemoved(String optimizer) {
        Mlp mlp = new Mlp(64, 100, 10);
        PruneAndFineTune pruning = new PruneAndFineTune(
                MagnitudePruner.global(), OPTIONS.withEpochs(2).withOptimizer(optimizer));
        try (TrainingRun dense = train(mlp);
                PruningResult result = pruning.run(mlp, DIGITS, 0.9, Meter.none(), TrainingListener.NONE)) {
            assertThat(result.before().accuracy()).hasValue(dense.metric("test_accuracy"));
            assertThat(result.masks().sparsity()).isCloseTo(Math.floor(0.9 * 7400) / 7400, within(1e-12));
            for (Masks.Layer layer : result.masks().layers()) {
                float[] mask = layer.mask().toFloatArray();
                float[] weights = array(layer).toFloatArray();
                assertThat(IntStream.range(0, mask.length)).allMatch(i -> (mask[i] == 0) == (weights[i] == 0));
            }
        }
    }

    @Test
    void fineTuningRepairsWhatPruningBroke() {
        Mlp mlp = new Mlp(64, 100, 10);
        PruneAndFineTune pruning = new PruneAndFineTune(MagnitudePruner.global(), OPTIONS.withEpochs(10));
        try (TrainingRun dense = train(mlp);
                PruningResult result = pruning.run(mlp, DIGITS, 0.9, Meter.none(), TrainingListener.NONE)) {
            assertThat(dense.metric("test_accuracy")).isGreaterThan(0.9);
            double pruned = result.pruned().accuracy().orElseThrow();
            double after = result.after().accuracy().orElseThrow();
            assertThat(pruned).isLessThan(dense.metric("test_accuracy") - 0.1);
            assertThat(after).isGreaterThan(pruned + 0.1);
            assertThat(result.reading())
                    .isEqualTo(result.fineTuned().orElseThrow().reading());
        }
    }

    @Test
    void gradualPruningFollowsTheScheduleAndNeverBringsAWeightBack() {
        Mlp mlp = new Mlp(64, 100, 10);
        List<Integer> zeros = new ArrayList<>();
        TrainingListener counting = new TrainingListener() {
            @Override
            public void onEpoch(EpochResult result) {
                zeros.add(mlp.linears().stream()
                        .map(linear ->
                                linear.getDirectParameters().get("weight").getArray())
                        .mapToInt(weight ->
                                (int) (weight.size() - weight.countNonzero().getLong()))
                        .sum());
            }
        };
        PruneAndFineTune gradual = new PruneAndFineTune(MagnitudePruner.global(), OPTIONS.withEpochs(1), 3);
        try (TrainingRun dense = train(mlp);
                PruningResult result = gradual.run(mlp, DIGITS, 0.9, Meter.none(), counting)) {
            CubicSchedule schedule = new CubicSchedule(0.9, 3);
            assertThat(zeros)
                    .containsExactlyElementsOf(IntStream.of(1, 2, 3)
                            .mapToObj(t -> (int) Math.floor(schedule.at(t) * 7400 + 1e-9))
                            .toList());
            assertThat(result.reading().seconds())
                    .isGreaterThan(result.fineTuned().orElseThrow().reading().seconds());
            assertThat(dense.model().getBlock()).isSameAs(mlp);
        }
    }

    private static TrainingRun train(Mlp mlp) {
        return new Backpropagation().fit(mlp, DIGITS, OPTIONS.withEpochs(10), Meter.none(), TrainingListener.NONE);
    }

    private static NDArray array(Masks.Layer layer) {
        return layer.weight().getArray();
    }
}
