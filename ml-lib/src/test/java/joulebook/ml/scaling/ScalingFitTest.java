package joulebook.ml.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.math.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalingFitTest {

    /** Hoffmann et al. 2022, equation 10: E, A, alpha, B, beta. */
    private static final double[] HOFFMANN = {1.69, 406.4, 0.34, 410.7, 0.28};

    private static final double[] SMALL = {1.5, 20, 0.3};

    private static double[][] sizes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new double[] {Math.pow(10, 3 + 4.0 * i / (count - 1))})
                .toArray(double[][]::new);
    }

    private static double[] losses(ScalingLaw law, double[] truth, double[][] inputs, double noise, long seed) {
        Random random = new Random(seed);
        return Arrays.stream(inputs)
                .mapToDouble(row -> law.loss(truth, row) * Math.exp(noise * random.nextGaussian()))
                .toArray();
    }

    private static void assertRecovers(ScalingFit fit, double[] truth, double percent) {
        for (int i = 0; i < truth.length; i++) {
            assertThat(fit.parameter(fit.law().parameters().get(i)).value())
                    .as(fit.law().parameters().get(i))
                    .isCloseTo(truth[i], withinPercentage(percent));
        }
    }

    @ParameterizedTest
    @CsvSource({"1.5, 20, 0.3", "0.02, 3, 0.8", "3, 5000, 1.5", "0.5, 2, 0.07"})
    void recoversANoiselessPowerLaw(double e, double a, double alpha) {
        double[] truth = {e, a, alpha};
        double[][] sizes = sizes(8);
        var law = new PowerLaw();
        ScalingFit fit = ScalingFit.of(law, sizes, losses(law, truth, sizes, 0, 1), 2, 1);
        assertRecovers(fit, truth, 0.01);
        assertThat(fit.rSquared()).isCloseTo(1, within(1e-9));
        assertThat(fit.predict(1e9).value()).isCloseTo(law.loss(truth, 1e9), withinPercentage(0.01));
        assertThat(fit.residuals()).containsExactly(new double[8], within(1e-6));
    }

    @Test
    void recoversHoffmannsConstants() {
        var law = new ChinchillaLaw();
        ScalingFit fit =
                ScalingFit.of(law, LawTestPoints.grid(), losses(law, HOFFMANN, LawTestPoints.grid(), 0, 1), 2, 1);
        assertRecovers(fit, HOFFMANN, 0.01);
        assertThat(fit.predict(70e9, 1.4e12).value())
                .isCloseTo(law.loss(HOFFMANN, 70e9, 1.4e12), withinPercentage(0.01));
    }

    @Test
    void theComputeOptimumIsTheMinimumOnItsBudget() {
        var law = new ChinchillaLaw();
        ScalingFit fit =
                ScalingFit.of(law, LawTestPoints.grid(), losses(law, HOFFMANN, LawTestPoints.grid(), 0, 1), 2, 1);
        double flops = 5.76e23;
        ChinchillaLaw.ComputeOptimum best = ChinchillaLaw.computeOptimum(fit, flops);
        double n = best.n().value();
        double d = best.d().value();
        assertThat(6 * n * d).isCloseTo(flops, withinPercentage(1e-9));
        assertThat(best.loss().value()).isCloseTo(law.loss(HOFFMANN, n, d), withinPercentage(0.01));
        for (double factor : new double[] {0.9, 1.1}) {
            assertThat(fit.predict(n * factor, d / factor).value())
                    .isGreaterThan(best.loss().value());
        }
    }

    @Test
    void intervalsHoldTheTruthAboutAsOftenAsTheySay() {
        var law = new PowerLaw();
        double[][] sizes = sizes(30);
        int held = 0;
        int seeds = 25;
        for (int seed = 0; seed < seeds; seed++) {
            ScalingFit fit = ScalingFit.of(law, sizes, losses(law, SMALL, sizes, 0.01, seed), 100, seed);
            for (int i = 0; i < SMALL.length; i++) {
                Estimate estimate = fit.parameter(law.parameters().get(i));
                assertThat(estimate.low()).isLessThan(estimate.high());
                held += estimate.low() <= SMALL[i] && SMALL[i] <= estimate.high() ? 1 : 0;
            }
            assertThat(fit.parameter("alpha").low())
                    .as("not so wide that it says nothing")
                    .isGreaterThan(0.15);
            assertThat(fit.parameter("alpha").high()).isLessThan(0.5);
        }
        assertThat(held / (double) (seeds * SMALL.length)).isBetween(0.85, 1.0);
    }

    /** On 90 points; Hoffmann et al. had more than 400. */
    @Test
    void findsHoffmannsConstantsThroughNoise() {
        var law = new ChinchillaLaw();
        double[][] points = LawTestPoints.grid(2);
        double[] largest = points[points.length - 1];
        double[] twentyfold = {largest[0] * Math.sqrt(20), largest[1] * Math.sqrt(20)};
        int held = 0;
        int seeds = 4;
        for (int seed = 0; seed < seeds; seed++) {
            ScalingFit fit = ScalingFit.of(law, points, losses(law, HOFFMANN, points, 0.01, seed), 50, seed);
            for (int i = 0; i < HOFFMANN.length; i++) {
                Estimate estimate = fit.parameter(law.parameters().get(i));
                held += estimate.low() <= HOFFMANN[i] && HOFFMANN[i] <= estimate.high() ? 1 : 0;
            }
            assertThat(fit.predict(twentyfold).value())
                    .as("at 20 times the compute")
                    .isCloseTo(law.loss(HOFFMANN, twentyfold), withinPercentage(2));
        }
        assertThat(held / (double) (seeds * HOFFMANN.length)).isBetween(0.85, 1.0);
    }

    @Test
    void oneWildPointMovesTheFitLittle() {
        var law = new PowerLaw();
        double[][] sizes = sizes(20);
        double[] losses = losses(law, SMALL, sizes, 0, 1);
        losses[7] *= 1.5;
        assertRecovers(ScalingFit.of(law, sizes, losses, 2, 1), SMALL, 5);
    }

    @Test
    void theOrderOfThePointsDoesNotMatter() {
        var law = new ChinchillaLaw();
        double[][] inputs = LawTestPoints.grid();
        double[] losses = losses(law, HOFFMANN, inputs, 0.005, 3);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, inputs.length).boxed().toList());
        Collections.shuffle(order, new Random(5));
        ScalingFit straight = ScalingFit.of(law, inputs, losses, 2, 1);
        ScalingFit shuffled = ScalingFit.of(
                law,
                order.stream().map(i -> inputs[i]).toArray(double[][]::new),
                order.stream().mapToDouble(i -> losses[i]).toArray(),
                2,
                1);
        assertThat(shuffled.predict(1e10, 1e11).value())
                .isCloseTo(straight.predict(1e10, 1e11).value(), withinPercentage(1e-3));
        assertRecovers(
                shuffled,
                law.parameters().stream()
                        .mapToDouble(p -> straight.parameter(p).value())
                        .toArray(),
                0.1);
    }

    @Test
    void theSeedDecidesTheIntervals() {
        var law = new PowerLaw("C");
        double[][] sizes = sizes(10);
        double[] losses = losses(law, SMALL, sizes, 0.01, 1);
        Estimate once = ScalingFit.of(law, sizes, losses, 20, 7).parameter("alpha");
        assertThat(ScalingFit.of(law, sizes, losses, 20, 7).parameter("alpha")).isEqualTo(once);
        assertThat(ScalingFit.of(law, sizes, losses, 20, 8).parameter("alpha")).isNotEqualTo(once);
    }

    @Test
    void theTableHoldsTheParameters() {
        var law = new PowerLaw();
        double[][] sizes = sizes(10);
        ScalingFit fit = ScalingFit.of(law, sizes, losses(law, SMALL, sizes, 0.01, 1), 20, 7);
        var table = fit.toTable();
        assertThat(table.columnNames()).containsExactly("parameter", "value", "low", "high");
        assertThat(table.stringColumn("parameter").asList()).containsExactly("E", "A", "alpha");
        assertThat(table.doubleColumn("low").get(2))
                .isEqualTo(fit.parameter("alpha").low());
    }

    @Test
    void refusesPointsThatDetermineNothing() {
        var power = new PowerLaw();
        var chinchilla = new ChinchillaLaw();
        double[] three = {3, 2.5, 2.2};
        assertRefuses(power, new double[][] {{1}, {2}}, new double[] {3, 2}, "cannot be fitted to 2 points");
        assertRefuses(power, new double[][] {{1}, {2}, {3}}, new double[] {3, 2}, "3 rows of inputs and 2 losses");
        assertRefuses(power, new double[][] {{1}, {2}, {-3}}, three, "Point 2 has the inputs [-3.0]");
        assertRefuses(power, new double[][] {{1}, {2}, {Double.NaN}}, three, "Point 2 has the inputs [NaN]");
        assertRefuses(power, new double[][] {{1}, {2}, {3, 4}}, three, "each of [N]");
        assertRefuses(power, new double[][] {{1}, {2}, {3}}, new double[] {3, 2, 0}, "loss of point 2 is 0.0");
        assertRefuses(power, new double[][] {{1}, {2}, {3}}, new double[] {3, 2, Double.NaN}, "loss of point 2 is NaN");
        assertRefuses(power, new double[][] {{1}, {2}, {3}}, new double[] {2, 2, 2}, "no fall to fit");
        assertRefuses(power, new double[][] {{5}, {5}, {5}}, three, "fewer than 3 different values of N");
        double[][] oneD = Arrays.stream(LawTestPoints.grid())
                .map(row -> new double[] {row[0] * row[1], 1e9})
                .toArray(double[][]::new);
        assertRefuses(
                chinchilla, oneD, losses(chinchilla, HOFFMANN, LawTestPoints.grid(), 0, 1), "different values of D");
        assertThatThrownBy(() -> ScalingFit.of(power, sizes(5), losses(power, SMALL, sizes(5), 0, 1), 0, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0 draws");
    }

    private static void assertRefuses(ScalingLaw law, double[][] inputs, double[] losses, String because) {
        assertThatThrownBy(() -> ScalingFit.of(law, inputs, losses, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(because);
    }

    @Test
    void refusesQuestionsTheLawCannotAnswer() {
        var law = new PowerLaw();
        ScalingFit fit = ScalingFit.of(law, sizes(5), losses(law, SMALL, sizes(5), 0, 1), 2, 1);
        assertThatThrownBy(() -> fit.predict(1e6, 1e6))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("each of [N]");
        assertThatThrownBy(() -> fit.parameter("beta"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[E, A, alpha]");
        assertThatThrownBy(() -> ChinchillaLaw.computeOptimum(fit, 1e20))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("fit a ChinchillaLaw");
    }
}
