package joulebook.ml.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import joulebook.ml.InputException;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Cnn;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PruningSweepTest {

    private static final TrainTest DIGITS = Datasets.load("digits");
    private static final TrainingOptions OPTIONS = TrainingOptions.defaults().withBatchSize(64);
    private static final FineTuning NONE = new FineTuning(SparsitySchedule.ONE_SHOT, 0, OPTIONS);

    private static final Mlp MLP = new Mlp(64, 100, 50, 10);
    private static TrainingRun run;

    @BeforeAll
    static void train() {
        run = new Backpropagation().fit(MLP, DIGITS, OPTIONS.withEpochs(10), Meter.none(), TrainingListener.NONE);
    }

    @AfterAll
    static void close() {
        run.close();
    }

    @Test
    void eachPointStartsFromTheDenseWeightsWhichAreBackInTheEnd() {
        float[] before = TinyModels.weight(MLP, 1).toFloatArray();
        List<String> said = new ArrayList<>();
        try (PruningSweep sweep = PruningSweep.ofWeights(
                MLP,
                DIGITS,
                Map.of("global", MagnitudePruner.global()),
                List.of(0.98, 0.5),
                new FineTuning(CubicSchedule.of(2), 1, OPTIONS),
                Meter.none(),
                said::add)) {
            assertThat(TinyModels.weight(MLP, 1).toFloatArray()).containsExactly(before);
            assertThat(said).hasSize(2);
            assertThat(sweep.dense().after().accuracy()).hasValue(run.metric("test_accuracy"));
            assertThat(sweep.dense().parameters()).isEqualTo(12_060);
            PrunedModel half = sweep.pruned().get(1);
            assertThat(half.parameters()).isEqualTo(12_060 - 11_900 / 2);
            assertThat(half.bytes()).isEqualTo(sweep.dense().bytes());
            assertThat(half.after().accuracy().orElseThrow()).isGreaterThan(0.9);
            assertThat(sweep.pruned().get(0).pruned().accuracy().orElseThrow()).isLessThan(0.8);
            assertThat(half.inference().seconds()).isPositive();
            assertThat(half.inference().joules()).isEmpty(); // nothing was measured
        }
    }

    @Test
    void unitsThatGoLeaveASmallerModel() {
        float[] before = TinyModels.weight(MLP, 1).toFloatArray();
        try (PruningSweep sweep = PruningSweep.ofUnits(
                MLP,
                DIGITS,
                Map.of("modhifi", UnitPruner.modHiFi()),
                List.of(0.5),
                new FineTuning(SparsitySchedule.ONE_SHOT, 1, OPTIONS),
                Meter.none(),
                said -> {})) {
            PrunedModel half = sweep.pruned().get(0);
            assertThat(half.parameters()).isEqualTo(64 * 50 + 50 + 50 * 25 + 25 + 25 * 10 + 10);
            assertThat(half.bytes()).isEqualTo(4 * half.parameters());
            assertThat(half.smaller().orElseThrow().getBlock()).isInstanceOf(Mlp.class);
            assertThat(half.after().accuracy().orElseThrow()).isGreaterThan(0.85);
            assertThat(TinyModels.weight(MLP, 1).toFloatArray()).containsExactly(before);
        }
    }

    @Test
    void scopeSaysAmongWhichWeightsScoresAreCompared() {
        Masks each = Methods.make(Pruner.class, "snip:scope=layer").prune(MLP, 0.6, DIGITS.train());
        assertThat(each.layers())
                .allSatisfy(layer -> assertThat(layer.sparsity()).isCloseTo(0.6, within(0.002)));
        Masks all = Methods.make(Pruner.class, "snip").prune(MLP, 0.6, DIGITS.train());
        assertThat(all.layers())
                .anySatisfy(layer -> assertThat(layer.sparsity()).isNotCloseTo(0.6, within(0.05)));
        Masks magnitude = Methods.make(Pruner.class, "magnitude:scope=layer").prune(MLP, 0.6, DIGITS.train());
        assertThat(TinyModels.values(magnitude))
                .isDeepEqualTo(TinyModels.values(MagnitudePruner.uniform().prune(MLP, 0.6)));
        List.of(each, all, magnitude).forEach(Masks::close);
    }

    @Test
    void whatCannotBePrunedIsOneSentence() {
        assertThatThrownBy(() -> new FineTuning(CubicSchedule.of(3), 0, OPTIONS))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 epoch or more");
        assertThatThrownBy(() -> new FineTuning(SparsitySchedule.ONE_SHOT, -1, OPTIONS))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Methods.make(SparsitySchedule.class, "gradual:steps=0"))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> ofUnits(MLP, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0.9");
        try (NDManager manager = NDManager.newBaseManager()) {
            Cnn cnn = TinyModels.initialized(manager, new Cnn(DIGITS.train().shape(), 10), 8, 8);
            assertThatThrownBy(() -> ofUnits(cnn, 0.5))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("the model is a Cnn");
        }
    }

    private static PruningSweep ofUnits(Block model, double sparsity) {
        return PruningSweep.ofUnits(
                model, DIGITS, Map.of("modhifi", UnitPruner.modHiFi()), List.of(sparsity), NONE, Meter.none(), s -> {});
    }
}
