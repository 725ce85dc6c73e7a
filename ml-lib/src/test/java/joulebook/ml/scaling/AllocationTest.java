package joulebook.ml.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.math.Estimate;
import org.junit.jupiter.api.Test;

class AllocationTest {
    /** E, A, alpha, B, beta of Hoffmann et al. 2022, as Besiroglu et al. 2024 refitted them. */
    private static final double[] TRUE_LAW = {1.82, 482.0, 0.348, 2085.4, 0.366};
    /** Joules an example and an operation: the model's share passes the other's at N = 1e8. */
    private static final double[] TRUE_ENERGY = {6e-3, 1e-11};

    private static final double[][] POINTS = LawTestPoints.grid(6);
    private final ScalingFit loss = fit(new ChinchillaLaw(), TRUE_LAW, 0.001);
    private final ScalingFit energy = fit(new EnergyLaw(), TRUE_ENERGY, 0.05);

    private static ScalingFit fit(ScalingLaw law, double[] parameters, double noise) {
        Random random = new Random(1);
        double[] measured = Arrays.stream(POINTS)
                .mapToDouble(point -> law.loss(parameters, point) * Math.exp(noise * random.nextGaussian()))
                .toArray();
        return ScalingFit.of(law, POINTS, measured, 40, 0);
    }

    @Test
    void searchFindsTheClosedForm() {
        ChinchillaLaw.ComputeOptimum closed = ChinchillaLaw.computeOptimum(loss, 1e21);
        Allocation searched = Allocation.ofFlops(loss, 1e21);
        assertSame(searched.n(), closed.n(), 1e-3);
        assertSame(searched.d(), closed.d(), 1e-3);
        assertSame(searched.loss(), closed.loss(), 1e-9);
    }

    private static void assertSame(Estimate one, Estimate other, double relative) {
        assertThat(one.value()).isCloseTo(other.value(), within(relative * other.value()));
        assertThat(one.low()).isCloseTo(other.low(), within(relative * other.low()));
        assertThat(one.high()).isCloseTo(other.high(), within(relative * other.high()));
    }

    @Test
    void energyLawIsRecovered() {
        double[] exact = fit(new EnergyLaw(), TRUE_ENERGY, 0).parameters();
        for (int i = 0; i < TRUE_ENERGY.length; i++) {
            assertThat(exact[i]).isCloseTo(TRUE_ENERGY[i], within(1e-6 * TRUE_ENERGY[i]));
        }
    }

    /** No other split of the joules is better; an energy that no model changes asks for a larger one than operations do. */
    @Test
    void joulesAreSplitBest() {
        double budget = 1e9;
        Allocation best = Allocation.ofJoules(loss, energy, budget);
        double n = best.n().value();
        double d = best.d().value();
        double[] cost = energy.parameters();
        assertThat(energy.law().loss(cost, n, d)).isCloseTo(budget, within(1e-6 * budget));
        for (double factor : new double[] {0.5, 0.9, 1.1, 2}) {
            double otherD = budget / (cost[0] + 6 * cost[1] * n * factor);
            assertThat(loss.law().loss(loss.parameters(), n * factor, otherD))
                    .isGreaterThan(best.loss().value());
        }
        assertThat(n).isGreaterThan(Allocation.ofFlops(loss, 6 * n * d).n().value());
    }

    @Test
    void whatCannotBeSplitIsRefused() {
        for (double budget : new double[] {-1, 0, 5, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Allocation.ofFlops(loss, budget))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("A budget of " + budget);
        }
        assertThatThrownBy(() -> Allocation.ofJoules(loss, energy, -1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> Allocation.ofJoules(loss, loss, 100))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("EnergyLaw");
        ScalingFit ofOne = ScalingFit.of(
                new PowerLaw(), new double[][] {{1}, {2}, {4}, {8}}, new double[] {4, 3, 2.5, 2.2}, 10, 0);
        assertThatThrownBy(() -> Allocation.ofFlops(ofOne, 1e9))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[N]");
        assertThatThrownBy(() -> Allocation.ofFlops(energy, 1e9))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[a, b]");
    }
}
