package joulebook.ml.pruning;

import static joulebook.ml.pruning.TinyModels.initialized;
import static joulebook.ml.pruning.TinyModels.twoLayers;
import static joulebook.ml.pruning.TinyModels.weight;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MagnitudePrunerTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theSmallestOfAllLayersGo() {
        assertMasks(MagnitudePruner.global(), 0.4, new float[] {0, 1, 1}, new float[] {1, 0});
        assertMasks(MagnitudePruner.global(), 0.6, new float[] {0, 1, 1}, new float[] {0, 0});
        assertMasks(MagnitudePruner.global(), 0, new float[] {1, 1, 1}, new float[] {1, 1});
    }

    @Test
    void uniformTakesTheSameShareOfEachLayer() {
        assertMasks(MagnitudePruner.uniform(), 0.5, new float[] {0, 1, 1}, new float[] {1, 0});
    }

    @Test
    void aMinimumKeptMovesRemovalsToOtherLayers() {
        assertMasks(MagnitudePruner.global().withMinimumKept(1), 0.6, new float[] {0, 1, 0}, new float[] {1, 0});
    }

    @Test
    void aMinimumThatCannotBeKeptIsInfeasible() {
        assertThatThrownBy(() -> MagnitudePruner.global().withMinimumKept(1).prune(example(), 0.8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Removing 4 of 5 weights is infeasible");
    }

    @Test
    void layersSmallerThanTheMinimumStayWhole() {
        assertMasks(MagnitudePruner.global().withMinimumKept(2), 0.2, new float[] {0, 1, 1}, new float[] {1, 1});
        // 3 + 2 weights with 3 kept: nothing can go
        assertThatThrownBy(() -> MagnitudePruner.global().withMinimumKept(3).prune(example(), 0.2))
                .isInstanceOf(InputException.class);
    }

    @Test
    void equalMagnitudesGoInOrder() {
        SequentialBlock model = twoLayers(manager, new float[] {0.5f, -0.5f, 0.5f}, new float[] {0.5f, 0.5f});
        assertMasks(MagnitudePruner.global().prune(model, 0.8), new float[] {0, 0, 0}, new float[] {0, 1});
    }

    @Test
    void onlyTheMagnitudesRelativeToOneAnotherMatter() {
        Mlp mlp = mlp();
        float[][] masks = masks(mlp, 0.7);
        weight(mlp, 0).muli(-3);
        weight(mlp, 1).muli(3);
        assertThat(masks(mlp, 0.7)).isDeepEqualTo(masks);
        weight(mlp, 1).muli(10);
        assertThat(masks(mlp, 0.7)[1]).isNotEqualTo(masks[1]);
    }

    @Test
    void sparsityIsExactAndMasksAreNested() {
        Mlp mlp = mlp();
        int n = 20 * 30 + 30 * 5;
        float[][] before = masks(mlp, 0);
        for (double sparsity : new double[] {0.1, 0.29, 0.5, 0.837, 0.99}) {
            Masks masks = MagnitudePruner.global().prune(mlp, sparsity);
            assertThat(masks.sparsity()).isCloseTo(Math.floor(sparsity * n + 1e-9) / n, within(1e-12));
            float[][] now = masks(mlp, sparsity);
            for (int l = 0; l < 2; l++) {
                float[] earlier = before[l];
                float[] later = now[l];
                assertThat(IntStream.range(0, later.length)).allMatch(i -> later[i] <= earlier[i]);
            }
            before = now;
        }
    }

    /** An awkward model: with a minimum the total must still be exact and each layer keep its share. */
    @Test
    void theMinimumKeepsTheTotalExact() {
        Mlp mlp = mlp();
        weight(mlp, 0).muli(0.01f);
        Masks plain = MagnitudePruner.global().prune(mlp, 0.85);
        assertThat(plain.layers().get(0).kept()).isZero();

        Masks masks = MagnitudePruner.global().withMinimumKept(37).prune(mlp, 0.85);
        assertThat(masks.layers()).allMatch(layer -> layer.kept() >= 37);
        assertThat(masks.sparsity()).isCloseTo(637.0 / 750, within(1e-12));
    }

    @Test
    void biasesAndNormsAreNotTouched() {
        SequentialBlock model = initialized(manager, convolution(), 1, 6, 6);

        Masks masks = MagnitudePruner.global().prune(model, 0.5);

        assertThat(masks.layers()).hasSize(2);
        assertThat(masks.table().longColumn("weights").asObjectArray()).containsExactly(4 * 9L, 2 * 4 * 16L);
    }

    /** Layer sizes 600 and 150; sums of dimensions 50 and 35. */
    @Test
    void erdosRenyiKeepsInProportionToTheDimensions() {
        Masks masks = MagnitudePruner.erdosRenyi().prune(mlp(), 0.9);
        assertThat(masks.layers()).extracting(Masks.Layer::kept).containsExactly(44L, 31L);
        // 375 to keep: 150 of them are all that the second layer has
        assertThat(MagnitudePruner.erdosRenyi().prune(mlp(), 0.5).layers())
                .extracting(Masks.Layer::kept)
                .containsExactly(225L, 150L);
    }

    @Test
    void uniformPlusSparesTheFirstConvolutionAndTheLastLayer() {
        assertThat(MagnitudePruner.unifPlus().prune(mlp(), 0.9).layers())
                .extracting(Masks.Layer::kept)
                .containsExactly(45L, 30L);
        // 36 and 128 weights
        SequentialBlock model = initialized(manager, convolution(), 1, 6, 6);
        assertThat(MagnitudePruner.unifPlus().prune(model, 0.5).layers())
                .extracting(Masks.Layer::kept)
                .containsExactly(36L, 46L);
        assertThatThrownBy(() -> MagnitudePruner.unifPlus().prune(model, 0.7))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("infeasible");
    }

    @Test
    void randomPruningHangsOnItsSeed() {
        Mlp mlp = mlp();
        float[][] first = TinyModels.masks(new RandomPruner(1), mlp, 0.9);
        assertThat(TinyModels.masks(new RandomPruner(1), mlp, 0.9)).isDeepEqualTo(first);
        assertThat(TinyModels.masks(new RandomPruner(2), mlp, 0.9)[0]).isNotEqualTo(first[0]);
        assertThat(new RandomPruner(1).prune(mlp, 0.9).sparsity()).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void badRequestsAreRefused() {
        assertThatThrownBy(() -> MagnitudePruner.global().prune(example(), 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> MagnitudePruner.global().prune(example(), Double.NaN))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> MagnitudePruner.global().prune(new Mlp(2, 2), 0.5))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("train it first");
        assertThatThrownBy(() -> MagnitudePruner.uniform().withMinimumKept(-1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> MagnitudePruner.global().prune(example(), 0.5).apply(example()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("another model");
    }

    @Test
    void theCubicScheduleRunsFromNothingToTheEnd() {
        CubicSchedule schedule = new CubicSchedule(0.8, 4);
        assertThat(schedule.at(0)).isZero();
        assertThat(schedule.at(1)).isCloseTo(0.8 * (1 - 27.0 / 64), within(1e-12));
        assertThat(schedule.at(4)).isEqualTo(0.8);
        assertThatThrownBy(() -> schedule.at(5)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new CubicSchedule(1, 4)).isInstanceOf(InputException.class);
    }

    private void assertMasks(MagnitudePruner pruner, double sparsity, float[]... expected) {
        assertMasks(pruner.prune(example(), sparsity), expected);
    }

    private static void assertMasks(Masks masks, float[]... expected) {
        assertThat(masks.layers().get(0).mask().toFloatArray()).containsExactly(expected[0]);
        assertThat(masks.layers().get(1).mask().toFloatArray()).containsExactly(expected[1]);
    }

    private static float[][] masks(Mlp mlp, double sparsity) {
        return TinyModels.masks(MagnitudePruner.global(), mlp, sparsity);
    }

    /** W1 = [0.1, -0.5, 0.3], W2 = [0.2, -0.05]. */
    private SequentialBlock example() {
        return twoLayers(manager, new float[] {0.1f, -0.5f, 0.3f}, new float[] {0.2f, -0.05f});
    }

    private Mlp mlp() {
        return initialized(manager, new Mlp(20, 30, 5), 20);
    }

    private static SequentialBlock convolution() {
        return new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .setFilters(4)
                        .build())
                .add(BatchNorm.builder().build())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(2).build());
    }
}
