package joulebook.ml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The output layer whose cost does not grow with the classes, against the plain computation over all of them. */
class SphericalOutputLayerTest {
    private static final int OUTPUTS = 50;
    private static final int INPUTS = 8;

    /** The derivatives of a loss by all outputs, in double precision and from its definition. */
    private interface Plain {
        double[] gradient(double[] outputs, int label);
    }

    private record Case(String name, SphericalLoss loss, Loss ofArrays, Plain plain) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("z", SphericalLoss.z(1, 8), new ZLoss(1, 8), (o, c) -> z(o, c, 1, 8)),
                new Case("sharp z", SphericalLoss.z(5, 1), new ZLoss(5, 1), (o, c) -> z(o, c, 5, 1)),
                new Case("one-hot", SphericalLoss.oneHot(), new OneHotLoss(), SphericalOutputLayerTest::oneHot),
                new Case(
                        "Taylor",
                        SphericalLoss.taylorSoftmax(),
                        new TaylorSoftmaxLoss(),
                        SphericalOutputLayerTest::taylor));
    }

    private static double[] z(double[] o, int c, double a, double b) {
        double mean = Arrays.stream(o).average().orElseThrow();
        double deviation = Math.sqrt(Arrays.stream(o)
                .map(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow());
        double zc = (o[c] - mean) / deviation;
        double g = -1 / (1 + Math.exp(-a * (b - zc)));
        double[] gradient = new double[o.length];
        for (int k = 0; k < o.length; k++) {
            double zk = (o[k] - mean) / deviation;
            gradient[k] = g / deviation * ((k == c ? 1 : 0) - 1.0 / o.length - zc * zk / o.length);
        }
        return gradient;
    }

    private static double[] oneHot(double[] o, int c) {
        double[] gradient = o.clone();
        gradient[c] -= 1;
        return gradient;
    }

    private static double[] taylor(double[] o, int c) {
        double sum = Arrays.stream(o).map(each -> 1 + each + each * each / 2).sum();
        double[] gradient = Arrays.stream(o).map(each -> (1 + each) / sum).toArray();
        gradient[c] -= (1 + o[c]) / (1 + o[c] + o[c] * o[c] / 2);
        return gradient;
    }

    private static double[][] weights(Random random) {
        double[][] weights = new double[OUTPUTS][];
        Arrays.setAll(weights, k -> vector(random));
        return weights;
    }

    private static double[] vector(Random random) {
        return random.doubles(INPUTS, -1, 1).toArray();
    }

    private static double[] outputs(double[][] weights, double[] h) {
        return Arrays.stream(weights)
                .mapToDouble(row -> {
                    double sum = 0;
                    for (int i = 0; i < h.length; i++) {
                        sum += row[i] * h[i];
                    }
                    return sum;
                })
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lossAndGradientAreThePlainOnes(Case each) {
        Random random = new Random(1);
        double[][] weights = weights(random);
        double[] h = vector(random);
        double[] slopes = each.plain.gradient(outputs(weights, h), 7);
        double[] expected = new double[INPUTS];
        for (int k = 0; k < OUTPUTS; k++) {
            for (int i = 0; i < INPUTS; i++) {
                expected[i] += slopes[k] * weights[k][i];
            }
        }
        SphericalOutputLayer.Result result = new SphericalOutputLayer(each.loss, weights).forward(h, 7);
        assertThat(result.inputGradient()).containsExactly(expected, within(1e-9));

        double[] outputs = outputs(weights, h);
        float[] narrow = new float[OUTPUTS];
        for (int k = 0; k < OUTPUTS; k++) {
            narrow[k] = (float) outputs[k];
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            GradientCheck.Result ofArrays =
                    GradientCheck.of(each.ofArrays, manager.create(new long[] {7}), narrow, new Shape(1, OUTPUTS));
            assertThat(result.loss()).isCloseTo(ofArrays.loss(), within(1e-5));
            for (int k = 0; k < OUTPUTS; k++) {
                assertThat(slopes[k]).isCloseTo(ofArrays.gradient()[k], within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stepsAreThoseOfPlainGradientDescent(Case each) {
        Random random = new Random(2);
        double[][] plain = weights(random);
        SphericalOutputLayer layer = new SphericalOutputLayer(each.loss, plain);
        for (int step = 0; step < 175; step++) { // the factors are multiplied out after every 50
            double[] h = vector(random);
            int label = random.nextInt(OUTPUTS);
            double rate = 0.05;
            double[] slopes = each.plain.gradient(outputs(plain, h), label);
            layer.step(h, label, rate);
            for (int k = 0; k < OUTPUTS; k++) {
                for (int i = 0; i < INPUTS; i++) {
                    plain[k][i] -= rate * slopes[k] * h[i];
                }
            }
        }
        double[][] weights = layer.weights();
        for (int k = 0; k < OUTPUTS; k++) {
            assertThat(weights[k]).containsExactly(plain[k], within(1e-9));
        }
        double[] h = vector(random);
        assertThat(layer.forward(h, 3))
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
                .isEqualTo(new SphericalOutputLayer(each.loss, plain).forward(h, 3));
    }

    @Test
    void aStepThatAllButFlattensTheWeightsStaysExact() {
        double[][] weights = weights(new Random(4));
        double[][] plain = Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
        SphericalOutputLayer layer = new SphericalOutputLayer(SphericalLoss.oneHot(), weights);
        double[] h = {1, 0, 0, 0, 0, 0, 0, 0};
        double[] rates = {1 - 1e-8, 0.5, 0.3}; // W h shrinks to 1e-8 of itself, but for the label's row
        for (double rate : rates) {
            double[] slopes = oneHot(outputs(plain, h), 2);
            layer.step(h, 2, rate);
            for (int k = 0; k < OUTPUTS; k++) {
                plain[k][0] -= rate * slopes[k];
            }
        }
        for (int k = 0; k < OUTPUTS; k++) {
            assertThat(layer.weights()[k]).containsExactly(plain[k], within(1e-7));
        }
        assertThatThrownBy(() -> new SphericalOutputLayer(SphericalLoss.oneHot(), weights).step(h, 2, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("choose another rate");
    }

    @Test
    void equalOutputsHaveNoSlope() {
        double[][] weights = new double[4][];
        Arrays.fill(weights, new double[] {1, 2});
        SphericalOutputLayer.Result result =
                new SphericalOutputLayer(SphericalLoss.z(1, 0), weights).forward(new double[] {3, 4}, 1);
        assertThat(result.loss()).isCloseTo(Math.log(2), within(1e-12));
        assertThat(result.inputGradient()).containsExactly(0, 0);
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        SphericalLoss loss = SphericalLoss.z(1, 8);
        assertThatThrownBy(() -> new SphericalOutputLayer(loss, new double[1][3]))
                .isInstanceOf(InputException.class)
                .hasMessage("An output layer has 1 outputs, but a class needs 2 or more.");
        assertThatThrownBy(() -> new SphericalOutputLayer(loss, new double[][] {{1, 2}, {1}}))
                .hasMessageContaining("one length");
        SphericalOutputLayer layer = new SphericalOutputLayer(loss, new double[4][3]);
        assertThatThrownBy(() -> layer.forward(new double[2], 0)).hasMessageContaining("does not go with");
        assertThatThrownBy(() -> layer.step(new double[3], 4, 0.1)).hasMessageContaining("the label 4");
        assertThatThrownBy(() -> SphericalLoss.z(0, 1)).hasMessageContaining("a must be positive");
    }
}
