package joulebook.ml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv1d;
import ai.djl.nn.core.Linear;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.Monitor;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GradientWeightAlignmentTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private double[] scores(NDArray weight, NDArray bias, NDArray inputs, long... labels) {
        NDArray logits = inputs.dot(weight.transpose()).add(bias);
        return GradientWeightAlignment.scores(weight, logits, inputs, manager.create(labels));
    }

    private NDArray random(int rows, int columns, long seed) {
        Random random = new Random(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, new Shape(rows, columns));
    }

    @Test
    void theIdentityHeadGivesAHalf() {
        NDArray inputs = manager.create(new float[] {1, 0, 1, 0}, new Shape(2, 2));
        assertThat(scores(manager.eye(2), manager.zeros(new Shape(2)), inputs, 0, 1))
                .containsExactly(new double[] {0.5, -0.5}, within(1e-6));
    }

    /** The definition itself: the gradient of the weight by automatic differentiation, with a bias. */
    @Test
    void aScoreIsTheCosineOfNegativeGradientAndWeights() {
        NDArray weight = random(3, 4, 1);
        NDArray bias = random(1, 3, 2).reshape(3);
        NDArray inputs = random(5, 4, 3);
        long[] labels = {0, 1, 2, 1, 0};
        double[] scores = scores(weight, bias, inputs, labels);
        ParameterVector w = new ParameterVector(List.of("w"), List.of(weight));
        for (int i = 0; i < 5; i++) {
            NDArray z = inputs.get(i).reshape(1, 4);
            NDArray y = manager.create(new long[] {labels[i]});
            try (LossGradient g = Autograd.gradient(
                    w,
                    () -> Loss.softmaxCrossEntropyLoss()
                            .evaluate(
                                    new NDList(y),
                                    new NDList(z.dot(weight.transpose()).add(bias))))) {
                double cosine = -g.gradient().dot(w) / (g.gradient().norm() * w.norm());
                assertThat(scores[i]).isCloseTo(cosine, within(1e-5));
            }
        }
    }

    @Test
    void theScaleOfTheInputDoesNotMatterWithTheLogitsHeld() {
        NDArray weight = random(3, 4, 1);
        NDArray inputs = random(5, 4, 3);
        NDArray logits = inputs.dot(weight.transpose());
        NDArray labels = manager.create(new long[] {0, 1, 2, 1, 0});
        assertThat(GradientWeightAlignment.scores(weight, logits, inputs.mul(7), labels))
                .containsExactly(GradientWeightAlignment.scores(weight, logits, inputs, labels), within(1e-5));
    }

    @Test
    void ofTwoOppositeClassesAPositiveScoreIsARightAnswer() {
        NDArray row = random(1, 4, 1);
        NDArray inputs = random(20, 4, 2);
        NDArray weight = row.concat(row.neg(), 0);
        float[] logits = inputs.dot(row.transpose()).toFloatArray();
        double[] scores = scores(weight, manager.zeros(new Shape(2)), inputs, new long[20]);
        for (int i = 0; i < 20; i++) {
            assertThat(scores[i] > 0).isEqualTo(logits[i] > 0);
        }
    }

    @Test
    void aLossOfZeroScoresZero() {
        NDArray inputs = manager.create(new float[] {1, 0}, new Shape(1, 2));
        assertThat(scores(manager.eye(2).mul(1000), manager.zeros(new Shape(2)), inputs, 0))
                .containsExactly(new double[] {0}, within(0.0));
    }

    @Test
    void theNumberIsTheMeanOverTheKurtosis() {
        assertThat(GradientWeightAlignment.gwa(new double[] {-1, -0.5, 0, 0.5, 1}))
                .isZero();
        double[] even = {0.1, 0.2, 0.3, 0.4};
        assertThat(GradientWeightAlignment.denominator(even)).isCloseTo(-0.16, within(1e-9));
        assertThat(GradientWeightAlignment.gwa(even)).isCloseTo(0.25 / -0.16, within(1e-9));
        assertThat(GradientWeightAlignment.gwa(new double[] {0.5, 0.5, 0.5})).isNaN();
    }

    private static final TrainingOptions OPTIONS = TrainingOptions.defaults()
            .withEpochs(3)
            .withBatchSize(32)
            .withOptimizer("sgd:momentum=0.9")
            .withLearningRate(0.1f);

    private static TrainTest digits() {
        TrainTest digits = Datasets.load("digits");
        return new TrainTest(digits.train().take(100), digits.test().take(100));
    }

    @Test
    void aMonitorKeepsAScoreOfEachExampleAndBringsBackItsBestEpoch() {
        GwaMonitor monitor = new GwaMonitor(true);
        try (TrainingRun run = new Backpropagation()
                .withMonitor(() -> monitor)
                .fit(new Mlp(64, 32, 10), digits(), OPTIONS, Meter.none(), TrainingListener.NONE)) {
            assertThat(monitor.epochs())
                    .hasSize(3)
                    .allSatisfy(epoch -> assertThat(epoch.scores()).hasSize(100));
            double[] gwa =
                    monitor.epochs().stream().mapToDouble(GwaMonitor.Epoch::gwa).toArray();
            assertThat(gwa[monitor.bestEpoch() - 1])
                    .isEqualTo(Arrays.stream(gwa).max().orElseThrow());
            try (TrainingRun until = new Backpropagation()
                    .fit(
                            new Mlp(64, 32, 10),
                            digits(),
                            OPTIONS.withEpochs(monitor.bestEpoch()),
                            Meter.none(),
                            TrainingListener.NONE)) {
                assertThat(weights(run.model())).isEqualTo(weights(until.model()));
            }
        }
    }

    private static float[] weights(Model model) {
        return ParameterVector.of(model.getBlock()).flatten();
    }

    @Test
    void aModelThatDoesNotEndInALinearLayerIsRefused() {
        SequentialBlock convolution = new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(list -> new NDList(list.singletonOrThrow().expandDims(1)))
                .add(Conv1d.builder().setKernelShape(new Shape(8)).setFilters(3).build())
                .add(list -> new NDList(list.singletonOrThrow().squeeze(2)));
        assertThatThrownBy(() -> new Backpropagation()
                        .withMonitor(() -> new GwaMonitor(false))
                        .fit(convolution, Datasets.load("wine"), OPTIONS, Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Conv1d");
    }

    @Test
    void itIsKnownByName() {
        assertThat(Methods.make(Monitor.class, "gwa:restore=no")).isInstanceOf(GwaMonitor.class);
        assertThatThrownBy(() -> Methods.make(Monitor.class, "gwa:restore=maybe"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("yes, no");
    }
}
