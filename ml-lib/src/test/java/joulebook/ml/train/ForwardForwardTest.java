package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardForwardTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray random(double scale, long... shape) {
        Random random = new Random(7);
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextGaussian());
        }
        return manager.create(values, new Shape(shape));
    }

    @Test
    void goodnessAtTheThresholdLosesTheLogarithmOfTwo() {
        ForwardForwardLayer layer = new ForwardForwardLayer(null, null, 2);
        NDArray goodness = manager.create(new float[] {2, 2});
        assertThat((double) layer.localLoss(goodness).getFloat()).isCloseTo(Math.log(2), within(1e-6));
    }

    @Test
    void highGoodnessIsRightForTheFirstHalfAndWrongForTheSecond() {
        ForwardForwardLayer layer = new ForwardForwardLayer(null, null, 2);
        assertThat(layer.localLoss(manager.create(new float[] {50, 0})).getFloat())
                .isLessThan(0.1f);
        assertThat(layer.localLoss(manager.create(new float[] {0, 50})).getFloat())
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 30})
    void theGradientIsThatOfAutomaticDifferentiation(double scale) {
        NDArray input = ForwardForwardLayer.normalized(random(1, 6, 5));
        ForwardForwardLayer layer = new ForwardForwardLayer(random(scale, 4, 5), random(scale, 4), 2);
        NDArray activations = layer.forward(input);
        ForwardForwardLayer.Gradients closed =
                layer.gradients(input, activations, ForwardForwardLayer.goodness(activations));
        ParameterVector w = new ParameterVector(List.of("weight", "bias"), List.of(layer.weight(), layer.bias()));
        try (LossGradient g =
                Autograd.gradient(w, () -> layer.localLoss(ForwardForwardLayer.goodness(layer.forward(input))))) {
            double size = g.gradient().norm();
            ParameterVector difference =
                    new ParameterVector(w.names(), List.of(closed.weight(), closed.bias())).copy(manager);
            difference.axpy(-1, g.gradient());
            assertThat(difference.norm()).isLessThan(1e-5 * size);
        }
    }

    @Test
    void normalizedRowsHaveUnitLengthAndZerosStay() {
        NDArray rows = ForwardForwardLayer.normalized(manager.create(new float[] {3, 4, 0, 0}, new Shape(2, 2)));
        assertThat(rows.toFloatArray()).containsExactly(new float[] {0.6f, 0.8f, 0, 0}, within(1e-4f));
    }

    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(6).withBatchSize(32).withLearningRate(0.01f);

    /** Slow to start: for some ten epochs all goodness is at the threshold, whatever the label. */
    @Test
    void digitsAreLearnedWithoutTheOutputLayer() {
        Mlp mlp = new Mlp(64, 64, 64, 10);
        try (TrainingRun run = new ForwardForward()
                .fit(mlp, Datasets.load("digits"), OPTIONS.withEpochs(60), Meter.none(), TrainingListener.NONE)) {
            assertThat(run.metric("test_accuracy")).isGreaterThan(0.85);
            // W: 64*64 twice, b: 64 twice
            assertThat(run.metric("parameters_updated")).isEqualTo(2 * (64 * 64 + 64));
            assertThat(run.outputs(new float[64])[0]).hasSize(10);
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(trained(1)).isEqualTo(trained(1)).isNotEqualTo(trained(2));
    }

    private static float[] trained(long seed) {
        try (TrainingRun run = new ForwardForward()
                .fit(
                        new Mlp(64, 16, 10),
                        Datasets.load("digits"),
                        OPTIONS.withEpochs(1).withSeed(seed),
                        Meter.none(),
                        TrainingListener.NONE)) {
            return Toy.weights(run.model().getBlock());
        }
    }

    @Test
    void whatCannotBeTrainedIsTold() {
        TrainTest digits = Datasets.load("digits");
        assertThatThrownBy(() -> new ForwardForward(0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("threshold");
        assertThatThrownBy(() ->
                        new ForwardForward().fit(new Mlp(64, 10), digits, OPTIONS, Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("hidden layer");
        assertThatThrownBy(() -> new ForwardForward()
                        .fit(
                                new Mlp(10, 8, 1),
                                Datasets.load("diabetes"),
                                OPTIONS,
                                Meter.none(),
                                TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("numbers");
    }
}
