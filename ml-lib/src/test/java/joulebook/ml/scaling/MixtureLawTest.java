package joulebook.ml.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureLawTest {

    private static final MixtureLaw TWO = MixtureLaw.additive(2);

    /** E, alpha, beta, C, C, gamma, gamma, A, B. */
    private static final double[] EVEN = {0, 1, 1, 1, 1, 0.5, 0.5, 0, 0};

    private static final double[] TRUTH = {1.5, 0.3, 0.4, 1.2, 0.8, 0.4, 0.6, 30, 200};

    private static final double[][] SHARES = {{1, 0}, {0, 1}, {0.5, 0.5}, {0.2, 0.8}, {0.7, 0.3}};

    private static double[][] points() {
        List<double[]> points = new ArrayList<>();
        for (double n : new double[] {1e3, 4e3, 16e3}) {
            for (double d : new double[] {1e4, 4e4, 16e4}) {
                for (double[] h : SHARES) {
                    points.add(new double[] {n, d, h[0], h[1]});
                }
            }
        }
        return points.toArray(double[][]::new);
    }

    private static ScalingFit fit(MixtureLaw law, double[] truth) {
        double[][] points = points();
        double[] losses = new double[points.length];
        for (int i = 0; i < losses.length; i++) {
            losses[i] = law.loss(truth, points[i]);
        }
        return ScalingFit.of(law, points, losses, 1, 0);
    }

    @Test
    void byHand() {
        assertThat(TWO.loss(EVEN, 1, 1, 0.5, 0.5)).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(TWO.loss(EVEN, 1, 1, 1, 0)).isCloseTo(1, within(1e-12));
        assertThat(TWO.loss(EVEN, 1, 1, 0.4, 0.6)).isGreaterThan(Math.sqrt(0.5));
    }

    @Test
    void oneDomainIsChinchilla() {
        double[] p = {1.7, 0.34, 0.28, 2, 0.5, 1, 400, 1, 410};
        double expected = new ChinchillaLaw().loss(new double[] {1.7 + 0.5, 400, 0.34, 410, 0.28}, 1e8, 1e9);
        assertThat(MixtureLaw.joint(1).loss(p, 1e8, 1e9, 1)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aJointLawWithEqualConstantsIsAdditive() {
        double[] joint = {1.5, 0.3, 0.4, 1.2, 0.8, 0.4, 0.6, 0.7, 50, 50, 1.3, 60, 60};
        double[] additive = {1.5, 0.3, 0.4, 1.2, 0.8, 0.4, 0.6, Math.pow(50, 0.7), Math.pow(60, 1.3)};
        for (double[] point : points()) {
            assertThat(MixtureLaw.joint(2).loss(joint, point)).isCloseTo(TWO.loss(additive, point), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theGradientAgreesWithDifferences(boolean joint) {
        MixtureLaw law = new MixtureLaw(2, joint);
        double[] p = joint ? new double[] {1.5, 0.3, 0.4, 1.2, 0.8, 0.4, 0.6, 0.7, 50, 20, 1.3, 60, 90} : TRUTH;
        double[] gradient = law.gradient(p, 1e3, 1e4, 0.3, 0.7);
        double step = 1e-6;
        double first = (law.loss(p, 1e3, 1e4, 0.3 + step, 0.7) - law.loss(p, 1e3, 1e4, 0.3 - step, 0.7)) / (2 * step);
        double second = (law.loss(p, 1e3, 1e4, 0.3, 0.7 + step) - law.loss(p, 1e3, 1e4, 0.3, 0.7 - step)) / (2 * step);
        assertThat(gradient[0]).isCloseTo(first, withinPercentage(1e-4));
        assertThat(gradient[1]).isCloseTo(second, withinPercentage(1e-4));
    }

    @Test
    void predictsFromCleanRuns() {
        ScalingFit fit = fit(TWO, TRUTH);
        for (double[] point : new double[][] {{64e3, 64e4, 0.35, 0.65}, {2e3, 3e4, 0.9, 0.1}}) {
            assertThat(fit.predict(point).value()).isCloseTo(TWO.loss(TRUTH, point), withinPercentage(0.1));
        }
    }

    /** C = (1, 2) and gamma = 1/2: shares in proportion to C^2, and the loss 1 / sqrt(5) above E. */
    @Test
    void theBestMixtureByHand() {
        double[] truth = {1, 0.3, 0.4, 1, 2, 0.5, 0.5, 30, 200};
        ScalingFit fit = fit(TWO, truth);
        double[] best = OptimalMixture.solve(List.of(fit), new double[] {1}, 1e3, 1e4);
        assertThat(best).containsExactly(new double[] {0.2, 0.8}, within(2e-3));
        assertThat(TWO.loss(truth, 1e9, 1e9, best[0], best[1]) - TWO.loss(truth, 1e9, 1e9, 1, 0))
                .isCloseTo(1 / Math.sqrt(5) - 1, within(1e-4));
        assertThat(OptimalMixture.solve(List.of(fit), new double[] {1}, 1e4, 1e5))
                .as("does not depend on the scale")
                .containsExactly(best, within(1e-6));
    }

    @Test
    void linearTermsPutAllOnTheBestDomain() {
        ScalingFit fit = fit(TWO, new double[] {1, 0.3, 0.4, 1, 2, 1, 1, 30, 200});
        assertThat(OptimalMixture.solve(List.of(fit), new double[] {1}, 1e3, 1e4)[1])
                .isGreaterThan(0.99);
    }

    @Test
    void refusesWhatIsNoMixture() {
        ScalingFit fit = fit(TWO, TRUTH);
        assertThatThrownBy(() -> fit.predict(1e3, 1e4, 0.5, 0.6))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 shares that sum to 1");
        assertThatThrownBy(() -> fit.predict(1e3, 1e4, 1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> OptimalMixture.solve(List.of(fit), new double[] {1, 1}, 1e3, 1e4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one weight a target");
        double[][] oneSize = new double[12][];
        double[] losses = new double[12];
        for (int i = 0; i < 12; i++) {
            oneSize[i] = new double[] {1e3, 1e4 + i, i / 11.0, 1 - i / 11.0};
            losses[i] = 2 + i;
        }
        assertThatThrownBy(() -> ScalingFit.of(TWO, oneSize, losses, 1, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("different values of N");
        assertThatThrownBy(() -> MixtureLaw.additive(0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 or more");
    }
}
