package joulebook.ml.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class TrajectoryLawTest {

    /** The constants of Kaplan et al. 2020. */
    private static final TrajectoryLaw LAW = new TrajectoryLaw(8.8e13, 0.076, 2100, 0.76, 2e8, 0.21);

    private static final double[] SIZES = {1e6, 4e6, 16e6, 60e6};

    private static LossCurve curve(double n, double batch) {
        double[] steps = IntStream.range(0, 400)
                .mapToDouble(i -> 50 * Math.pow(20_000, i / 399.0))
                .toArray();
        return new LossCurve(
                n,
                batch,
                steps,
                Arrays.stream(steps).map(s -> LAW.loss(n, s, batch)).toArray());
    }

    @Test
    void kaplansConstants() {
        double loss = LAW.loss(1e8, 1e4, 1e6);
        assertThat(loss).isCloseTo(3.285702, within(1e-6));
        assertThat(LAW.criticalBatch(loss)).isCloseTo(693_260, within(1.0));
        assertThat(LAW.convergedLoss(8.8e13)).isEqualTo(1);
    }

    @Test
    void limitsOfTheBatchSize() {
        double critical = LAW.criticalBatch(3);
        assertThat(LAW.minSteps(1e4, critical, 3)).isCloseTo(5e3, within(1e-6));
        assertThat(LAW.minSteps(1e4, 1e15, 3)).isCloseTo(1e4, within(1e-3));
        assertThat(LAW.minTokens(1e4, 1e-3, 3)).isCloseTo(1e-3 * 1e4, within(1e-6));
        assertThat(LAW.minTokens(1e4, critical, 3)).isCloseTo(critical * 1e4 / 2, within(1.0));
    }

    @Test
    void stepsToALossLeadThere() {
        for (double batch : new double[] {1e3, 1e6, 1e9}) {
            double loss = LAW.loss(1e8, 12_345, batch);
            assertThat(LAW.stepsTo(loss, 1e8, batch)).isCloseTo(12_345, withinPercentage(1e-4));
        }
    }

    @Test
    void theLossFallsInSizeStepsAndBatch() {
        double loss = LAW.loss(1e8, 1e4, 1e6);
        assertThat(LAW.loss(2e8, 1e4, 1e6)).isLessThan(loss);
        assertThat(LAW.loss(1e8, 2e4, 1e6)).isLessThan(loss);
        assertThat(LAW.loss(1e8, 1e4, 2e6)).isLessThan(loss);
        assertThat(LAW.loss(1e8, 1e30, 1e6)).isCloseTo(LAW.convergedLoss(1e8), withinPercentage(1e-6));
        assertThat(LAW.loss(1e8, 1e-3, 1)).isFinite();
    }

    @Test
    void theLineOfStepsAndBatches() {
        double[] batches = {50, 500, 5000};
        double[] steps = {1100, 200, 110};
        BatchTradeoff tradeoff = BatchTradeoff.fit(batches, steps);
        assertThat(tradeoff.minSteps()).isCloseTo(100, within(1e-9));
        assertThat(tradeoff.minTokens()).isCloseTo(5e4, within(1e-6));
        assertThat(tradeoff.rSquared()).isCloseTo(1, within(1e-12));
        assertThat(tradeoff.criticalBatch()).isCloseTo(500, within(1e-6));
        assertThat(tradeoff.steps(500)).isCloseTo(200, within(1e-9));
        assertThat(tradeoff.meaningful()).isTrue();
        assertThat(BatchTradeoff.fit(batches, new double[] {1100, 50, 1}).meaningful())
                .isFalse();
    }

    /** Steps of gradient descent on streamed regression, by an independent program, and its reading of them. */
    @Test
    void agreesWithAnIndependentFitOfTheLine() {
        BatchTradeoff tradeoff =
                BatchTradeoff.fit(new double[] {1, 2, 4, 8, 16, 32}, new double[] {170, 107, 56, 36, 29, 26});
        assertThat(tradeoff.minTokens()).isCloseTo(150, within(10.0));
        assertThat(tradeoff.criticalBatch()).isBetween(6.0, 8.0);
    }

    @Test
    void theConstantsAreRecoveredFromCleanCurves() {
        List<LossCurve> batches = Stream.of(3e4, 1e5, 3e5, 1e6, 3e6)
                .map(batch -> curve(60e6, batch))
                .toList();
        double[] converged = Arrays.stream(SIZES).map(LAW::convergedLoss).toArray();
        TrajectoryEstimate estimate = TrajectoryEstimate.of(
                SIZES,
                converged,
                batches,
                new double[] {3.5, 4.5, 6, 8, 1e-3},
                List.of(curve(1e6, 5e5), curve(6e7, 5e5)));
        TrajectoryLaw law = estimate.law();
        assertThat(law.nC()).isCloseTo(LAW.nC(), withinPercentage(0.1));
        assertThat(law.alphaN()).isCloseTo(LAW.alphaN(), withinPercentage(0.1));
        assertThat(law.bStar()).as("smoothing bends the curves a little").isCloseTo(LAW.bStar(), withinPercentage(5));
        assertThat(law.alphaB()).isCloseTo(LAW.alphaB(), withinPercentage(2));
        assertThat(law.sC()).isCloseTo(LAW.sC(), withinPercentage(2));
        assertThat(law.alphaS()).isCloseTo(LAW.alphaS(), withinPercentage(2));
        assertThat(estimate.unusedTargets()).as("1e-3 is never reached").isEqualTo(1);
        assertThat(estimate.unusedPoints()).isZero();
    }

    @Test
    void pointsBelowTheConvergedLossAreLeftOut() {
        LossCurve good = curve(8e6, 5e5);
        double[] losses = good.losses().clone();
        losses[399] = LAW.convergedLoss(8e6) * 0.99;
        double[] converged = Arrays.stream(SIZES).map(LAW::convergedLoss).toArray();
        TrajectoryEstimate estimate = TrajectoryEstimate.of(
                SIZES,
                converged,
                List.of(curve(8e6, 3e4), curve(8e6, 1e6)),
                new double[] {5, 6},
                List.of(new LossCurve(8e6, 5e5, good.steps(), losses)));
        assertThat(estimate.unusedPoints()).isEqualTo(1);
    }

    @Test
    void refusesWhatMeansNothing() {
        assertThatThrownBy(() -> LAW.loss(0, 1, 1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("N is 0.0");
        assertThatThrownBy(() -> LAW.loss(1, -1, 1))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("S is -1.0");
        assertThatThrownBy(() -> LAW.loss(1, 1, Double.NaN))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("B is NaN");
        assertThatThrownBy(() -> LAW.stepsTo(2, 1e8, 1e6))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("does not come to a loss of 2.0");
        assertThatThrownBy(() -> TrajectoryEstimate.of(
                        SIZES, new double[] {4, 3.6, 3.3, 3}, List.of(curve(8e6, 3e4)), new double[] {5}, List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two usable target losses");
        assertThatThrownBy(() -> new LossCurve(1, 1, new double[] {1}, new double[] {1}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("20 of them at least");
    }
}
