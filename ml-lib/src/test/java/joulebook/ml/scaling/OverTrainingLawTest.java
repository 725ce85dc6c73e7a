package joulebook.ml.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverTrainingLawTest {

    private static final OverTrainingLaw LAW = new OverTrainingLaw();

    private static final double[] TRUTH = {2, 100, 100, 0.1};

    private static double[] losses(double[][] points, double... parameters) {
        return Arrays.stream(points)
                .mapToDouble(point -> LAW.loss(parameters, point))
                .toArray();
    }

    @Test
    void byHand() {
        assertThat(LAW.lossAt(TRUTH, 1.2e18, 20)).isCloseTo(5.253231, within(1e-6));
        assertThat(LAW.lossAt(TRUTH, 1.2e18, 1)).isCloseTo(5.112518, within(1e-6));
        assertThat(LAW.lossAt(TRUTH, 1.2e18, 0.9)).isGreaterThan(LAW.lossAt(TRUTH, 1.2e18, 1));
        assertThat(LAW.lossAt(TRUTH, 1.2e18, 1.1)).isGreaterThan(LAW.lossAt(TRUTH, 1.2e18, 1));
    }

    @Test
    void twiceTheComputeAtTheSameMultiplier() {
        double once = LAW.lossAt(TRUTH, 1e19, 50) - 2;
        assertThat(LAW.lossAt(TRUTH, 2e19, 50) - 2).isCloseTo(once * Math.pow(2, -0.1), within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 100, 0.1", "1.7, 300, 2000, 0.15", "0.2, 3, 40, 0.25"})
    void recoversANoiselessLaw(double e, double a, double b, double eta) {
        double[] truth = {e, a, b, eta};
        double[][] points = LawTestPoints.grid();
        ScalingFit fit = ScalingFit.of(LAW, points, losses(points, truth), 1, 0);
        for (double[] point : new double[][] {{6.9e9, 1.38e11}, {1.4e9, 9e11}, {1e7, 1e9}}) {
            assertThat(fit.predict(point).value()).isCloseTo(LAW.loss(truth, point), within(1e-6));
        }
    }

    @Test
    void theOptimalMultiplierBalancesTheTerms() {
        double[][] points = {{10, 20}, {20, 400}, {40, 900}, {80, 1600}, {10, 3000}, {160, 9000}};
        ScalingFit fit = ScalingFit.of(LAW, points, losses(points, 0.5, 1, 16, 0.5), 1, 0);
        assertThat(OverTrainingLaw.optimalTokensPerParameter(fit).value()).isCloseTo(16, within(1e-3));
    }

    /** Five losses of ridge regressions at M = 20 and M = 160, and what an independent fit of the law gave for two more. */
    @Test
    void agreesWithAnIndependentFit() {
        double[][] points = {{8, 160}, {16, 320}, {32, 640}, {64, 1280}, {8, 1280}};
        double[] measured = {0.8977, 0.6945, 0.5380, 0.4374, 0.8588};
        ScalingFit fit = ScalingFit.of(LAW, points, measured, 1, 0);
        assertThat(fit.predict(128, 2560).value()).isCloseTo(0.3591, within(2e-4));
        assertThat(fit.predict(32, 5120).value()).isCloseTo(0.5218, within(2e-4));
    }

    @Test
    void refusesPointsOfOneMultiplier() {
        double[][] points = {{8, 160}, {16, 320}, {32, 640}, {64, 1280}, {128, 2560}};
        assertThatThrownBy(() -> ScalingFit.of(LAW, points, losses(points, TRUTH), 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("different values of D/N");
        assertThatThrownBy(() -> ScalingFit.of(LAW, new double[][] {{8, 160}}, new double[] {1}, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be fitted to 1 points");
    }
}
