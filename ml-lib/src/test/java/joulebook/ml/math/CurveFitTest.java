package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveFitTest {

    private static final CurveFit.Curve CONSTANT = (p, x) -> p[0];
    private static final CurveFit.Curve LINE = (p, x) -> p[0] + p[1] * x[0];

    private static double[][] rows(double... x) {
        double[][] rows = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            rows[i] = new double[] {x[i]};
        }
        return rows;
    }

    @Test
    void leastSquaresOfAConstantIsTheMean() {
        var fit = CurveFit.leastSquares(CONSTANT)
                .fit(rows(0, 0, 0, 0), new double[] {1, 2, 3, 10}, List.of(new double[] {1}));
        assertThat(fit.parameters()[0]).isCloseTo(4, within(1e-8));
        assertThat(fit.loss()).isCloseTo((9 + 4 + 1 + 36) / 2.0, within(1e-8));
        assertThat(fit.residuals()[3]).isCloseTo(6, within(1e-8));
    }

    @Test
    void leastSquaresOfALineIsTheTextbookSolution() {
        var fit = CurveFit.leastSquares(LINE)
                .fit(rows(0, 1, 2, 3), new double[] {1, 3, 4, 8}, List.of(new double[] {1, 1}));
        assertThat(fit.parameters()[0]).isCloseTo(0.7, within(1e-6));
        assertThat(fit.parameters()[1]).isCloseTo(2.2, within(1e-6));
    }

    @Test
    void huberOnLogsBalancesTheSignsOfLargeResidualsAgainstTheSmallOnes() {
        // two residuals inside delta, one far outside: 2 m - log 1 - log 1 = delta at the minimum
        double delta = 0.01;
        var fit = CurveFit.huberOnLogs(CONSTANT, delta)
                .fit(rows(0, 0, 0), new double[] {1, 1, Math.E}, List.of(new double[] {1.5}));
        double m = delta / 2;
        assertThat(Math.log(fit.parameters()[0])).isCloseTo(m, within(1e-7));
        assertThat(fit.loss()).isCloseTo(2 * m * m / 2 + delta * (1 - m - delta / 2), within(1e-9));
        assertThat(fit.residuals()[2]).isCloseTo(1 - m, within(1e-7));
    }

    @Test
    void takesTheBestOfSeveralStarts() {
        // the loss has a minimum near p = 1.5, and a lower one at p = 20
        CurveFit.Curve twoHollows = (p, x) -> Math.min(1 + Math.abs(p[0] - 1.5), Math.abs(p[0] - 20) / 4);
        CurveFit fit = CurveFit.leastSquares(twoHollows);
        List<double[]> starts = List.of(new double[] {1.2}, new double[] {16});
        assertThat(fit.fit(rows(0), new double[] {0}, starts.subList(0, 1)).loss())
                .isGreaterThan(0.49);
        assertThat(fit.fit(rows(0), new double[] {0}, starts).parameters()[0]).isCloseTo(20, within(1e-4));
    }

    @Test
    void turnsBackFromAStepThatOverflows() {
        CurveFit.Curve steep = (p, x) -> Math.exp(p[0] * x[0]); // the first step from 0.01 leads far beyond 1e100
        var fit = CurveFit.leastSquares(steep)
                .fit(rows(1, 2, 3), new double[] {Math.E, Math.exp(2), Math.exp(3)}, List.of(new double[] {0.01}));
        assertThat(fit.parameters()[0]).isCloseTo(1, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -1})
    void refusesAYWithoutLogarithm(double y) {
        CurveFit fit = CurveFit.huberOnLogs(CONSTANT, 1e-3);
        assertThatThrownBy(() -> fit.fit(rows(0, 0), new double[] {1, y}, List.of(new double[] {1})))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("Point 1 of a fit is x = [0.0], y = " + y);
    }

    @Test
    void refusesWhatCannotBeFitted() {
        CurveFit fit = CurveFit.leastSquares(LINE);
        List<double[]> start = List.of(new double[] {1, 1});
        assertThatThrownBy(() -> fit.fit(rows(1), new double[] {1}, start))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 parameters got 1 points");
        assertThatThrownBy(() -> fit.fit(rows(1, 2), new double[] {1}, start))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 rows x, 1 values y");
        assertThatThrownBy(() -> fit.fit(rows(1, 2), new double[] {1, 2}, List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0 starts");
        assertThatThrownBy(() -> fit.fit(rows(1, 2), new double[] {1, 2}, List.of(new double[] {0, 1})))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("positive finite parameters");
        CurveFit endless = CurveFit.leastSquares((p, x) -> Math.exp(1000 * p[0]));
        assertThatThrownBy(() -> endless.fit(rows(1, 2), new double[] {1, 2}, List.of(new double[] {1})))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not finite at any start");
        assertThatThrownBy(() -> CurveFit.huberOnLogs(LINE, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("delta is 0.0");
    }

    /** The best intercept would be negative, so it runs towards zero, however far a step takes it. */
    @Test
    void aParameterThatWantsToVanishCanStillBeStartedFrom() {
        CurveFit line = CurveFit.leastSquares((p, x) -> p[0] + p[1] * x[0]);
        double[][] x = {{1}, {2}, {3}};
        double[] y = {0, 2, 4};
        for (double start : new double[] {1, 1e-300}) {
            double[] found = line.fit(x, y, List.of(new double[] {start, 1})).parameters();
            assertThat(found[0]).isPositive().isFinite();
            assertThat(line.fit(x, y, List.of(found)).parameters()).doesNotContain(Double.NaN);
        }
    }
}
