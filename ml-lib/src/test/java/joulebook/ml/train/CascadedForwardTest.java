package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.CascadedCnn;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.Test;

class CascadedForwardTest {
    private static final TrainTest DIGITS = Datasets.load("digits");
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(5).withBatchSize(32).withLearningRate(1e-2f);

    private static CascadedCnn cascade() {
        return new CascadedCnn(DIGITS.train().shape(), new int[] {8, 16}, 10);
    }

    private static float[] convolution(CascadedCnn cascade) {
        return cascade.getParameters()
                .get("01block0_01Conv2d_weight")
                .getArray()
                .toFloatArray();
    }

    @Test
    void learnsWithItsBlocksAsTheyWereDrawn() {
        TrainingOptions oneEpoch = OPTIONS.withEpochs(1);
        CascadedCnn cascade = cascade();
        CascadedCnn longer = cascade();
        try (TrainingRun one =
                        new CascadedForward().fit(cascade, DIGITS, oneEpoch, Meter.none(), TrainingListener.NONE);
                TrainingRun five =
                        new CascadedForward().fit(longer, DIGITS, OPTIONS, Meter.none(), TrainingListener.NONE)) {
            assertThat(five.metric("test_accuracy")).isGreaterThan(0.93);
            assertThat(five.metric("test_accuracy")).isGreaterThan(one.metric("test_accuracy"));
            assertThat(convolution(longer)).isEqualTo(convolution(cascade));
            // two heads, on 8 x 4 x 4 and 16 x 2 x 2 values
            assertThat(five.metric("parameters_updated")).isEqualTo((128 + 1) * 10 + (64 + 1) * 10);
        }
    }

    @Test
    void thePredictionIsTheSumOfTheHeads() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(2);
            CascadedCnn cascade = cascade();
            cascade.initialize(manager, DataType.FLOAT32, new Shape(3, 8, 8));
            NDArray images = manager.randomUniform(0, 1, new Shape(3, 8, 8));
            NoGrad.run(() -> {
                List<NDArray> features = cascade.features(new ParameterStore(manager, false), images, false);
                NDArray sum = Layers.forward(cascade.heads().get(0), features.get(0), false)
                        .add(Layers.forward(cascade.heads().get(1), features.get(1), false));
                assertThat(Layers.forward(cascade, images, false).toFloatArray())
                        .containsExactly(sum.toFloatArray(), within(1e-5f));
            });
        }
    }

    @Test
    void whatItCannotTrainIsRefused() {
        assertThatThrownBy(() -> new CascadedForward()
                        .fit(new Mlp(64, 10), DIGITS, OPTIONS, Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("CascadedCnn");
        assertThatThrownBy(() -> new CascadedCnn(new Shape(4, 4), new int[] {8, 8, 8}, 10))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("halves");
    }
}
