package joulebook.ml.pruning;

import static joulebook.ml.pruning.TinyModels.initialized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.Targets;
import joulebook.ml.model.Mlp;
import joulebook.ml.pruning.FirstOrderSensitivity.Size;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EcoflapTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static void assertSparsities(double[] sparsities, double... expected) {
        assertThat(sparsities).containsExactly(expected, within(1e-9));
    }

    @Test
    void whatMattersMoreKeepsMore() {
        int[] sizes = {100, 100};
        assertSparsities(SparsityAllocator.allocate(new double[] {1, 1}, sizes, 0.5, 0.6), 0.5, 0.5);
        assertSparsities(SparsityAllocator.allocate(new double[] {7, 1}, sizes, 0.5, 0.5), 0.5, 0.5);
        assertSparsities(SparsityAllocator.allocate(new double[] {3, 1}, sizes, 0.5, 0.6), 0.45, 0.55);
        assertSparsities(SparsityAllocator.allocate(new double[] {0, 0}, sizes, 0.5, 0.6), 0.5, 0.5);
    }

    @Test
    void whatABlockCannotTakeTheOthersDo() {
        assertSparsities(
                SparsityAllocator.allocate(new double[] {1, 0}, new int[] {10, 100}, 0.5, 0.9), 0, 1 - 45 / 100.0);
    }

    @Test
    void impossibleBudgetsAreRefused() {
        assertThatThrownBy(() -> SparsityAllocator.allocate(new double[] {1}, new int[] {10}, 0.5, 0.4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at most 0.4");
        assertThatThrownBy(() -> SparsityAllocator.allocate(new double[] {Double.NaN}, new int[] {10}, 0.5, 0.6))
                .isInstanceOf(InputException.class);
    }

    /** |W| times the inputs' root mean squares (3, 1, 0.1): the largest weight goes. */
    @Test
    void wandaWeighsWeightsByTheirInputs() {
        Mlp mlp = initialized(manager, new Mlp(3, 1), 3);
        TinyModels.weight(mlp, 0).set(new float[] {1, -2, 3});
        Dataset data = new Dataset(
                "data", new Shape(3), new float[] {3, 1, 0.1f, -3, -1, 0.1f}, new Targets.Values(new float[2]));
        assertThat(TinyModels.values(new WandaPruner(2).prune(mlp, 1 / 3.0, data))[0])
                .containsExactly(1, 1, 0);
    }

    @Test
    void wandaWithEqualInputsIsMagnitudeByRow() {
        Mlp mlp = initialized(manager, new Mlp(2, 2), 2);
        TinyModels.weight(mlp, 0).set(new float[] {1, 2, 30, 10});
        Dataset data = new Dataset("data", new Shape(2), new float[] {1, 1, -1, 1}, new Targets.Values(new float[2]));
        assertThat(TinyModels.values(new WandaPruner(2).prune(mlp, 0.5, data))[0])
                .containsExactly(0, 1, 1, 0);
    }

    /** The second layer sees what the pruned first one makes: its unit 0 gives 0 instead of 5, so that weight goes. */
    @Test
    void wandaPrunesOnWhatIsPrunedAlready() {
        Mlp mlp = initialized(manager, new Mlp(2, 2, 1), 2);
        TinyModels.weight(mlp, 0).set(new float[] {5, -6, 1, 0});
        TinyModels.weight(mlp, 1).set(new float[] {9, 1});
        Dataset data = new Dataset("data", new Shape(2), new float[] {1, 1, 1, 0}, new Targets.Values(new float[2]));
        float[][] masks = TinyModels.values(new WandaPruner(2).prune(mlp, 0.5, data));
        assertThat(masks[0]).containsExactly(1, 0, 1, 0);
        assertThat(masks[1]).containsExactly(1, 0);
        // with the first input always larger, the first row keeps its second weight, and relu makes that 0
        Dataset other = new Dataset("data", new Shape(2), new float[] {1, 1, 1, 1}, new Targets.Values(new float[2]));
        masks = TinyModels.values(new WandaPruner(2).prune(mlp, 0.5, other));
        assertThat(masks[0]).containsExactly(0, 1, 1, 0);
        assertThat(masks[1]).containsExactly(0, 1);
    }

    @Test
    void wandaTakesAConvolutionsChannels() {
        SequentialBlock model = initialized(
                manager,
                new SequentialBlock()
                        .add(Conv2d.builder()
                                .setKernelShape(new Shape(1, 2))
                                .setFilters(1)
                                .build()),
                2,
                1,
                2);
        model.getParameters().get(0).getValue().getArray().set(new float[] {1, 1.5f, 4, 5});
        Dataset data =
                new Dataset("data", new Shape(2, 1, 2), new float[] {8, 8, 1, 1}, new Targets.Values(new float[1]));
        assertThat(TinyModels.values(new WandaPruner(1).prune(model, 0.5, data))[0])
                .containsExactly(1, 1, 0, 0);
    }

    @Test
    void theSlopeAlongADirectionIsTheGradientTimesIt() {
        NDArray w = manager.create(new float[] {1, -2, 3});
        NDArray g = manager.create(new float[] {0.5f, 2, -1});
        ParameterVector weights = new ParameterVector(List.of("w"), List.of(w));
        ParameterVector direction = new ParameterVector(List.of("w"), List.of(manager.create(new float[] {1, 1, 4})));
        assertThat(ZerothOrderSensitivity.slope(
                        weights, direction, manager, () -> w.mul(g).sum().getFloat()))
                .isCloseTo(1.5, within(1e-3));
        assertThat(w.toFloatArray()).containsExactly(1, -2, 3);
    }

    /** The mean of |g . z| over Gaussian z is sqrt(2 / pi) |g|; with 400 draws its error is some 4 %. */
    @Test
    void scoresAreTheNormsOfTheGradients() {
        Dataset data = Datasets.load("digits").train().take(8);
        Mlp mlp = initialized(manager, new Mlp(64, 20, 10), 8, 8);
        float[] before = TinyModels.weight(mlp, 0).toFloatArray();
        int draws = 400;

        double[] scores = new ZerothOrderSensitivity(8, 8, draws, 0).scores(mlp, data);

        assertThat(TinyModels.weight(mlp, 0).toFloatArray()).containsExactly(before);
        double[] norms = new FirstOrderSensitivity(Size.NORM, 8, 8).scores(mlp, data);
        IntStream.of(0, 1)
                .forEach(l -> assertThat(scores[l] / draws)
                        .isCloseTo(Math.sqrt(2 / Math.PI) * norms[l], within(0.15 * norms[l])));
    }

    @Test
    void firstOrderScoresAreTheSumsOfTheGradients() {
        Dataset data = Datasets.load("digits").train().take(8);
        Mlp mlp = initialized(manager, new Mlp(64, 20, 10), 8, 8);
        double[] all = new FirstOrderSensitivity(Size.MAGNITUDES, 8, 8).scores(mlp, data);
        double[] halves = new FirstOrderSensitivity(Size.MAGNITUDES, 8, 4).scores(mlp, data);
        assertThat(all).hasSize(2);
        // the mean of magnitudes is at least the magnitude of the mean
        IntStream.of(0, 1).forEach(l -> assertThat(halves[l]).isGreaterThan(all[l]));
        assertThat(new FirstOrderSensitivity(Size.MAGNITUDES, 8, 8).perWeight().scores(mlp, data)[1])
                .isCloseTo(all[1] / 200, within(1e-9));
    }

    @Test
    void ecoflapKeepsTheBudgetAndTheSpread() {
        Dataset data = Datasets.load("digits").train();
        Mlp mlp = initialized(manager, new Mlp(64, 60, 40, 10), 8, 8);
        Masks masks = new EcoflapPruner(new ZerothOrderSensitivity(16, 8, 1, 7), 16, 0.1).prune(mlp, 0.6, data);
        assertThat(masks.sparsity()).isCloseTo(0.6, within(0.02));
        assertThat(masks.layers()).allMatch(layer -> layer.sparsity() <= 0.7 + 1e-9);
        assertThatThrownBy(
                        () -> new EcoflapPruner(new ZerothOrderSensitivity(16, 8, 1, 0), 16, 0.1).prune(mlp, 1, data))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1.0");
        assertThatThrownBy(() -> new ZerothOrderSensitivity(0, 8, 1, 0)).isInstanceOf(InputException.class);
    }
}
