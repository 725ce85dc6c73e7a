package joulebook.ml.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.calibration.TemperatureScaling.Temperature;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.math.Softmax;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Temperature scaling and correctness-aware calibration: known answers, invariants, gradients, bad input. */
class CalibrationTest {
    private static final Loss PLAIN = new CorrectnessAwareLoss(false);
    private static final Loss BALANCED = new CorrectnessAwareLoss(true);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private double loss(Loss loss, float[] labels, float... logits) {
        return GradientCheck.of(loss, manager.create(labels), logits, shape(labels, logits))
                .loss();
    }

    private static Shape shape(float[] labels, float... logits) {
        return new Shape(labels.length, logits.length / labels.length);
    }

    /** The slope of the loss by the temperature of each example, at 1. */
    private float[] slopes(Loss loss, float[] labels, float... logits) {
        NDArray temperatures = manager.ones(new Shape(labels.length, 1));
        NDArray z = manager.create(logits, shape(labels, logits));
        try (LossGradient g = Autograd.gradient(
                new ParameterVector(List.of("temperatures"), List.of(temperatures)),
                () -> loss.evaluate(new NDList(manager.create(labels)), new NDList(z.div(temperatures))))) {
            return g.gradient().arrays().get(0).toFloatArray();
        }
    }

    @Test
    void rightPredictionsWantALowerTemperatureAndWrongOnesAHigher() {
        float[] labels = {0, 0};
        float[] logits = {2, 0, 0, 1};
        assertThat(loss(PLAIN, labels, logits)).isCloseTo(0.2743280, within(1e-6));
        assertThat(slopes(PLAIN, labels, logits)).containsExactly(new float[] {0.0250311f, -0.1437348f}, within(1e-6f));
    }

    @Test
    void crossEntropyIsSurerOfNarrowlyWrongPredictions() {
        float[] logits = {1, 1.05f, -3, -3, -3};
        assertThat(slopes(Loss.softmaxCrossEntropyLoss(), new float[] {0}, logits)[0])
                .isCloseTo(0.079f, within(1e-3f));
        assertThat(slopes(PLAIN, new float[] {0}, logits)[0]).isNegative();
    }

    @Test
    void aWrongPredictionMadeAsUnsureAsCanBeStillCosts() {
        assertThat(loss(PLAIN, new float[] {0}, 0, 1e-6f, 0, 0)).isCloseTo(1 / 16.0, within(1e-6));
    }

    @Test
    void balancedIsTheMeanOverRightAndWrongAndPlainWhereOnlyOneOccurs() {
        float[] logits = {2, 0, 3, 0, 1, 0, 0, 1};
        double right = loss(PLAIN, new float[] {0, 0, 0}, 2, 0, 3, 0, 1, 0);
        double wrong = loss(PLAIN, new float[] {0}, 0, 1);
        assertThat(loss(BALANCED, new float[] {0, 0, 0, 0}, logits)).isCloseTo((right + wrong) / 2, within(1e-6));
        for (float[] labels : new float[][] {{0, 0, 0, 1}, {1, 1, 1, 0}}) {
            assertThat(loss(BALANCED, labels, logits)).isEqualTo(loss(PLAIN, labels, logits));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gradients(boolean balanced) {
        Loss loss = new CorrectnessAwareLoss(balanced);
        Random random = new Random(3);
        float[] logits = new float[20];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (2 * random.nextGaussian());
        }
        NDArray labels = manager.create(new float[] {0, 4, 2, 1});
        GradientCheck.assertGradient(loss, labels, logits, new Shape(4, 5), 1e-2f);
        GradientCheck.assertGradient(
                loss, manager.create(new float[] {1}), new float[] {1, 0.5f, -1}, new Shape(1, 3), 1e-2f);
        GradientCheck.Result extreme = GradientCheck.of(
                loss, manager.create(new float[] {0, 1}), new float[] {1e4f, -1e4f, 1e4f, -1e4f}, new Shape(2, 2));
        assertThat(extreme.loss()).isCloseTo(0.5, within(1e-6));
        assertThat(extreme.gradient()).containsExactly(new float[4], within(0f));
    }

    @Test
    void wrongShapesAndLabelsAreAnsweredInOneSentence() {
        assertThatThrownBy(() -> loss(BALANCED, new float[] {0, 5}, 1, 0, 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must be from 0 to 1");
        assertThatThrownBy(() -> GradientCheck.of(
                        BALANCED, manager.create(new float[] {0, 1, 1}), new float[] {1, 0, 0, 1}, new Shape(2, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("do not go with");
    }

    /** Labels drawn from the softmax of logits, which are then scaled: the temperature is the scale. */
    @Test
    void temperatureScalingFindsTheScaleOfOverconfidentLogits() {
        Random random = new Random(1);
        int n = 20_000;
        double[][] logits = new double[n][5];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            double[] z = random.doubles(5, -2, 2).toArray();
            double[] p = Softmax.of(z);
            double draw = random.nextDouble();
            while (labels[i] < 4 && draw >= p[labels[i]]) {
                draw -= p[labels[i]++];
            }
            logits[i] = Arrays.stream(z).map(value -> 3 * value).toArray();
        }
        Temperature found = new TemperatureScaling().fit(Logits.of(logits), labels);
        assertThat(found.value()).isCloseTo(3, within(0.1));
        assertThat(found.probabilities(Logits.of(logits))[0])
                .containsExactly(
                        Softmax.of(Arrays.stream(logits[0])
                                .map(z -> z / found.value())
                                .toArray()),
                        within(1e-12));
    }

    @Test
    void temperatureScalingOfLogitsThatSayNothingWrongOrNothingAtAllIsFinite() {
        double[][] right = {{1e4, -1e4}, {-1e4, 1e4}};
        assertThat(new TemperatureScaling()
                        .fit(Logits.of(right), new int[] {0, 1})
                        .value())
                .isPositive();
        assertThat(new TemperatureScaling()
                        .fit(Logits.of(right), new int[] {1, 0})
                        .value())
                .isGreaterThan(900);
    }

    @Test
    void copiesAreReadAtTheClassesThatTheOriginalFindsLikeliest() {
        Logits logits = new Logits(new double[][] {{0, 3, 1}}, List.of(new double[][] {{1, 2, 3}}, new double[][] {
            {0, 0, Math.log(2)}
        }));
        double[] first = Softmax.of(1, 2, 3);
        assertThat(logits.features(0, 2))
                .containsExactly(new float[] {(float) first[1], (float) first[2], 0.25f, 0.5f}, within(1e-6f));
        assertThat(logits.features(0, 9)).hasSize(6);
    }

    /** Examples whose copies say whether the prediction is right: their confidences must part. */
    @Test
    void theTemperatureLearnsFromTheCopiesAndKeepsThePrediction() {
        Random random = new Random(5);
        int n = 400;
        double[][] original = new double[n][];
        double[][] copy = new double[n][];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            boolean right = random.nextInt(4) > 0;
            original[i] = new double[] {2 + random.nextGaussian() / 10, 0, -1};
            copy[i] = right ? new double[] {2, 0, -1} : new double[] {-1, 2, 0};
            labels[i] = right ? 0 : 1;
        }
        Logits logits = new Logits(original, List.of(copy, copy, copy));
        try (Calibration calibration = new TransformTemperature(BALANCED, 1).fit(logits, labels);
                Calibration again = new TransformTemperature(BALANCED, 1).fit(logits, labels)) {
            double[][] p = calibration.probabilities(logits);
            assertThat(again.probabilities(logits)).isDeepEqualTo(p);
            for (int i = 0; i < n; i++) {
                assertThat(p[i][0]).isGreaterThan(Math.max(p[i][1], p[i][2]));
                assertThat(Arrays.stream(p[i]).sum()).isCloseTo(1, within(1e-9));
                if (labels[i] == 0) {
                    assertThat(p[i][0]).isGreaterThan(0.95);
                } else {
                    assertThat(p[i][0]).isLessThan(0.5);
                }
            }
        }
    }

    @Test
    void aTrainedModelIsCalibratedByName() {
        TrainTest digits = Datasets.load("digits");
        TrainingOptions options = TrainingOptions.defaults().withEpochs(5);
        try (TrainingRun run =
                new Backpropagation().fit(new Mlp(64, 32, 10), digits, options, Meter.none(), TrainingListener.NONE)) {
            for (String name : List.of("temperature", "correctness-aware:epochs=3,loss=cross-entropy")) {
                try (CalibratedModel model =
                        Methods.make(Calibrator.class, name).fit(run, digits.test())) {
                    double[][] p = model.probabilities(digits.test());
                    for (int i = 0; i < p.length; i++) {
                        double[] row = p[i];
                        float[] pixels = Arrays.copyOfRange(digits.test().features(), 64 * i, 64 * i + 64);
                        assertThat(row[(int) run.predict(pixels)[0]])
                                .isEqualTo(Arrays.stream(row).max().orElseThrow());
                    }
                }
            }
            assertThatThrownBy(() -> new TemperatureScaling()
                            .fit(run, Datasets.load("diabetes").test()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("only classifiers can be calibrated");
        }
    }

    @Test
    void picturesAreNeededForTransforms() {
        TrainTest iris = Datasets.load("iris");
        try (TrainingRun run = new Backpropagation()
                .fit(new Mlp(4, 3), iris, TrainingOptions.defaults(), Meter.none(), TrainingListener.NONE)) {
            assertThatThrownBy(() -> new TransformTemperature(BALANCED, 0).fit(run, iris.test()))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("only pictures");
        }
    }

    @Test
    void badInputIsAnsweredInOneSentence() {
        Logits logits = Logits.of(new double[][] {{0, 1}, {1, 0}});
        assertThatThrownBy(() -> new TemperatureScaling().fit(logits, new int[] {0, 2}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("from 0 to 1");
        assertThatThrownBy(() -> new TransformTemperature(BALANCED, 0).fit(logits, new int[] {0, 1}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("3 are needed");
        assertThatThrownBy(() -> Logits.of(new double[][] {{0, 1}, {1}}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("as many in each row");
        assertThatThrownBy(() -> Methods.make(Calibrator.class, "correctness-aware:k=0"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 1 of each");
        assertThatThrownBy(() -> new Temperature(0)).isInstanceOf(InputException.class);
    }
}
