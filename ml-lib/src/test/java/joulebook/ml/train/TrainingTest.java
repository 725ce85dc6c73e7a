package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.DOUBLE;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import org.hipparchus.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every training algorithm. */
class TrainingTest {

    private static final TrainTest RING = Toy.ring();
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(20).withBatchSize(32).withLearningRate(0.01f);

    @ParameterizedTest
    @CsvSource({
        "bp, adam, 0.01",
        "bp, adamw, 0.01",
        "bp, sgd, 0.5",
        "mf, adam, 0.01",
        "mf, sgd, 0.5",
        "mf-aggregate, adam, 0.01"
    })
    void learnsWhatNoLinearModelCan(String algorithm, String optimizer, float rate) {
        TrainingOptions options = OPTIONS.withOptimizer(optimizer).withLearningRate(rate);
        try (TrainingRun run = fit(algorithm, options)) {
            assertThat(run.metric("test_accuracy")).isGreaterThan(0.93);
            assertThat(run.accuracy(RING.test())).isEqualTo(run.metric("test_accuracy"));
            assertThat(run.predict(new float[] {0, 0}, new float[] {3, 0})).containsExactly(1, 0);
            assertThat(run.history().rowCount()).isEqualTo(20);
            assertThat(run.history().doubleColumn("seconds").asDoubleArray()).isSorted();
            assertThat(run.reading().seconds())
                    .isEqualTo(run.history().doubleColumn("seconds").get(19));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bp", "mf"})
    void theSeedDecidesEveryBit(String algorithm) {
        TrainingOptions options = OPTIONS.withEpochs(2);
        try (TrainingRun first = fit(algorithm, options);
                TrainingRun again = fit(algorithm, options);
                TrainingRun other = fit(algorithm, options.withSeed(1))) {
            float[] weights = Toy.weights(first.model().getBlock());
            assertThat(Toy.weights(again.model().getBlock())).isEqualTo(weights);
            assertThat(Toy.weights(other.model().getBlock())).isNotEqualTo(weights);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bp", "mf"})
    void aWarmStartGoesOnWhereTheModelIs(String algorithm) {
        Mlp mlp = new Mlp(2, 16, 2);
        try (TrainingRun first = TrainingAlgorithms.named(algorithm)
                        .fit(mlp, RING, OPTIONS, Meter.none(), TrainingListener.NONE);
                TrainingRun more = TrainingAlgorithms.named(algorithm)
                        .fit(
                                mlp,
                                RING,
                                OPTIONS.withEpochs(1).withLearningRate(1e-6f).withWarmStart(true),
                                Meter.none(),
                                TrainingListener.NONE)) {
            assertThat(more.metric("test_loss")).isCloseTo(first.metric("test_loss"), within(1e-3));
        }
        assertThatThrownBy(() -> fit(algorithm, OPTIONS.withWarmStart(true)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("warm start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bp", "mf"})
    void anInterruptEndsItWithinAStep(String algorithm) {
        List<Integer> epochs = new ArrayList<>();
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void onEpoch(EpochResult result) {
                epochs.add(result.epoch());
                if (result.epoch() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThatThrownBy(() -> TrainingAlgorithms.named(algorithm)
                        .fit(new Mlp(2, 16, 2), RING, OPTIONS, Meter.none(), interrupting))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("epoch 3, before step 1");
        assertThat(epochs).containsExactly(1, 2);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** The weights that the run is left with are those that its last row of history judges, not those of the broken epoch. */
    @ParameterizedTest
    @ValueSource(strings = {"bp", "mf"})
    void whatEndsEarlyIsLeftAsOfItsLastWholeEpoch(String algorithm) {
        List<TrainingRun> left = new ArrayList<>();
        TrainingListener failing = new TrainingListener() {
            @Override
            public void onStep(StepResult result) {
                if (result.epoch() == 3) {
                    throw new IllegalStateException("in epoch 3, after " + result.step() + " steps");
                }
            }

            @Override
            public void onEndedEarly(TrainingRun run) {
                left.add(run);
            }
        };
        assertThatThrownBy(() -> TrainingAlgorithms.named(algorithm)
                        .fit(new Mlp(2, 16, 2), RING, OPTIONS, Meter.none(), failing))
                .isInstanceOf(IllegalStateException.class);
        try (TrainingRun partial = left.get(0);
                TrainingRun whole = fit(algorithm, OPTIONS.withEpochs(2))) {
            assertThat(left).hasSize(1);
            assertThat(partial.history().rowCount()).isEqualTo(2);
            assertThat(partial.epochs()).isEqualTo(2);
            assertThat(partial.options().epochs()).isEqualTo(20);
            assertThat(partial.evaluate(RING.test()).loss()).isEqualTo(partial.metric("test_loss"));
            assertThat(Toy.weights(partial.model().getBlock()))
                    .isEqualTo(Toy.weights(whole.model().getBlock()));
        }
    }

    @Test
    void listenersHearEveryEpochAndSomeSteps() {
        List<String> heard = new ArrayList<>();
        List<Double> seconds = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onStep(StepResult result) {
                assertThat(result.lossSoFar()).isPositive();
                seconds.add(result.soFar().get().seconds());
                heard.add(result.epoch() + ": " + result.step() + "/" + result.stepsPerEpoch());
            }

            @Override
            public void onEpoch(EpochResult result) {
                heard.add(result.epoch() + " done");
            }
        };
        TrainingOptions options = OPTIONS.withEpochs(2).withBatchSize(10);
        new Backpropagation()
                .fit(new Mlp(2, 4, 2), RING, options, Meter.none(), listener)
                .close();
        assertThat(heard) // and more where steps are slow
                .containsSubsequence("1: 50/60", "1: 60/60", "1 done", "2: 50/60", "2: 60/60", "2 done");
        assertThat(seconds).isSorted().first().asInstanceOf(DOUBLE).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bp", "mf"})
    void modelsThatDoNotFitTheDataAreRefused(String algorithm) {
        assertThatThrownBy(() -> fit(algorithm, new Mlp(3, 16, 2), RING))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes 3 values")
                .hasMessageContaining("has 2");
        assertThatThrownBy(() -> fit(algorithm, new Mlp(2, 16, 3), RING))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("output of shape (3)")
                .hasMessageContaining("needs (2)");
    }

    /** Blocks that check their input in words of their own are refused in the same way. */
    @Test
    void anyBlockThatDoesNotTakeTheDataIsRefused() {
        SequentialBlock images = new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .setFilters(2)
                        .build());
        assertThatThrownBy(() -> new Backpropagation().fit(images, RING, OPTIONS, Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("examples of shape (2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bp", "mf"})
    void theThreadsGradModeIsRestored(String algorithm) {
        boolean before = JniUtils.isGradMode();
        try {
            for (boolean mode : new boolean[] {true, false}) {
                JniUtils.setGradMode(mode);
                fit(algorithm, OPTIONS.withEpochs(1)).close();
                assertThat(JniUtils.isGradMode()).isEqualTo(mode);
            }
        } finally {
            JniUtils.setGradMode(before);
        }
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> OPTIONS.withEpochs(0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0");
        assertThatThrownBy(() -> OPTIONS.withBatchSize(-1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> OPTIONS.withLearningRate(Float.NaN)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> OPTIONS.withOptimizer("lionn"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("adam, adamw, sgd");
        assertThatThrownBy(() -> TrainingAlgorithms.named("genetic"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("bp, mf, mf-aggregate");
        assertThat(TrainingAlgorithms.names())
                .allMatch(name -> TrainingAlgorithms.named(name).id().equals(name));
        assertThat(TrainingAlgorithms.named("Mono-Forward").id()).isEqualTo("mf");
    }

    /** Without a hidden layer, regression must come to ordinary least squares. */
    @Test
    void numbersAreRegressedOn() {
        TrainTest diabetes = Datasets.load("diabetes");
        TrainingOptions options = OPTIONS.withEpochs(200).withLearningRate(3e-3f);
        try (TrainingRun run =
                new Backpropagation().fit(new Mlp(10, 1), diabetes, options, Meter.none(), TrainingListener.NONE)) {
            double leastSquares = meanSquaredResidual(diabetes.train());
            assertThat(run.evaluate(diabetes.train()).loss()).isBetween(leastSquares - 1e-4, 1.01 * leastSquares);
            assertThat(run.metrics()).doesNotContainKey("test_accuracy");
            assertThat(run.history().columnNames()).doesNotContain("test_accuracy");
            assertThatThrownBy(() -> run.accuracy(diabetes.test())).isInstanceOf(InputException.class);
        }
        assertThatThrownBy(() -> fit("mf", new Mlp(10, 16, 1), diabetes))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("numbers");
    }

    private static double meanSquaredResidual(Dataset data) {
        int width = (int) data.shape().size();
        double[] targets = new double[data.size()];
        double[][] features = new double[data.size()][width];
        for (int i = 0; i < data.size(); i++) {
            targets[i] = ((Targets.Values) data.targets()).values()[i];
            for (int j = 0; j < width; j++) {
                features[i][j] = data.features()[i * width + j];
            }
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(targets, features);
        return regression.calculateResidualSumOfSquares() / data.size();
    }

    @Test
    void otherDataMustFitTheRun() {
        try (TrainingRun run = fit("bp", OPTIONS.withEpochs(1))) {
            Dataset iris = Datasets.load("iris").test();
            assertThatThrownBy(() -> run.accuracy(iris)).isInstanceOf(InputException.class);
            assertThatThrownBy(() -> run.predict(new float[3]))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("3 values");
            assertThatThrownBy(() -> run.metric("f1"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("test_accuracy");
            assertThat(run.example()).isEqualTo(new Shape(2));
        }
    }

    private static TrainingRun fit(String algorithm, TrainingOptions options) {
        return TrainingAlgorithms.named(algorithm)
                .fit(new Mlp(2, 16, 2), RING, options, Meter.none(), TrainingListener.NONE);
    }

    private static TrainingRun fit(String algorithm, Mlp mlp, TrainTest data) {
        return TrainingAlgorithms.named(algorithm).fit(mlp, data, OPTIONS, Meter.none(), TrainingListener.NONE);
    }
}
