package joulebook.ml.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

/** Laws from one loss to another, and the Kaplan law that gives their irreducible losses. */
class LossLinksTest {

    private static final double[][] X = column(2.2, 2.5, 3, 3.5, 4.2, 5, 6, 8);

    private static double[][] column(double... values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }

    private static double[] y(ScalingLaw law, double[][] x, double... parameters) {
        return Arrays.stream(x)
                .mapToDouble(point -> law.loss(parameters, point))
                .toArray();
    }

    private static ScalingFit fit(ScalingLaw law, double[][] x, double[] y) {
        return ScalingFit.of(law, x, y, 1, 0);
    }

    @Test
    void aShiftedPowerLawByHand() {
        var link = new ShiftedPowerLaw(2, 1);
        assertThat(link.loss(new double[] {1, 1.5}, 3)).isCloseTo(2, within(1e-12));
        assertThat(link.loss(new double[] {1, 1.5}, 6)).isCloseTo(9, within(1e-12));
        assertThat(link.loss(new double[] {1, 1.5}, 1.9))
                .as("below E0 counts as E0")
                .isEqualTo(1);
        assertThat(new ShiftedPowerLaw(2).loss(new double[] {1, 1.5, 1}, 6)).isCloseTo(9, within(1e-12));
    }

    @Test
    void pairsAreRecovered() {
        var known = new ShiftedPowerLaw(2, 1);
        ScalingFit fit = fit(known, X, y(known, X, 0.7, 1.3));
        assertThat(fit.parameter("K").value()).isCloseTo(0.7, within(1e-6));
        assertThat(fit.parameter("kappa").value()).isCloseTo(1.3, within(1e-6));

        var unknown = new ShiftedPowerLaw(2);
        ScalingFit wide = fit(unknown, X, y(unknown, X, 0.7, 1.3, 1));
        assertThat(wide.parameter("E1").value()).isCloseTo(1, within(1e-4));
        assertThat(wide.rSquared()).isCloseTo(1, within(1e-8));
    }

    @Test
    void identicalDataAreLinkedByTheIdentity() {
        ScalingFit fit = fit(new ShiftedPowerLaw(1.5, 1.5), X, y(new ShiftedPowerLaw(1.5, 1.5), X, 1, 1));
        assertThat(fit.parameter("K").value()).isCloseTo(1, within(1e-6));
        assertThat(fit.parameter("kappa").value()).isCloseTo(1, within(1e-6));
        assertThat(fit.predict(3.3).value()).isCloseTo(3.3, within(1e-6));
    }

    @Test
    void linksComposeAndInvert() {
        var toMiddle = new ShiftedPowerLaw(2, 1);
        var fromMiddle = new ShiftedPowerLaw(1, 0.5);
        double[] middle = y(toMiddle, X, 0.7, 1.3);
        double[] end = y(fromMiddle, column(middle), 1.4, 0.8);
        ScalingFit composed = fit(new ShiftedPowerLaw(2, 0.5), X, end);
        assertThat(composed.parameter("kappa").value()).isCloseTo(1.3 * 0.8, within(1e-6));
        assertThat(composed.parameter("K").value()).isCloseTo(1.4 * Math.pow(0.7, 0.8), within(1e-6));

        double[] x = Arrays.stream(X).mapToDouble(point -> point[0]).toArray();
        ScalingFit inverse = fit(new ShiftedPowerLaw(1, 2), column(middle), x);
        assertThat(inverse.parameter("kappa").value()).isCloseTo(1 / 1.3, within(1e-6));
        assertThat(inverse.parameter("K").value()).isCloseTo(Math.pow(0.7, -1 / 1.3), within(1e-6));
    }

    @Test
    void aKaplanLawByHandAndFitted() {
        var law = new KaplanLaw();
        assertThat(law.loss(new double[] {1, 1, 0.5, 1, 0.5}, 4, 4)).isCloseTo(1 + Math.sqrt(0.5), within(1e-12));

        double[] truth = {1.7, 2e6, 0.4, 8e6, 0.3};
        double[][] points = LawTestPoints.grid();
        ScalingFit fit = fit(law, points, y(law, points, truth));
        assertThat(fit.predict(1e11, 1e13).value()).isCloseTo(law.loss(truth, 1e11, 1e13), within(1e-5));
        assertThat(fit.parameter("E").value()).isCloseTo(1.7, within(1e-3));
    }

    /** kappa = beta1 / beta0 where alpha / beta and the ratio of the two terms are shared. */
    @Test
    void lossesOfTwoKaplanLawsAreLinked() {
        var law = new KaplanLaw();
        double[][] points = LawTestPoints.grid();
        double[] first = y(law, points, 1.7, 2e6, 0.4, 8e6, 0.3);
        double[] second = y(law, points, 1.2, 2e6, 0.6, 8e6, 0.45);
        ScalingFit link = fit(new ShiftedPowerLaw(1.7, 1.2), column(first), second);
        assertThat(link.parameter("kappa").value()).isCloseTo(1.5, within(1e-6));
        assertThat(link.rSquared()).isCloseTo(1, within(1e-9));

        ScalingFit lawOnFirst = fit(law, points, first);
        assertThat(lawOnFirst.predictThrough(link, 1e11, 1e13).value())
                .isCloseTo(law.loss(new double[] {1.2, 2e6, 0.6, 8e6, 0.45}, 1e11, 1e13), within(1e-4));
    }

    @Test
    void theErrorOnTasksByHandAndFitted() {
        var law = new DownstreamErrorLaw();
        double[] truth = {0.8, 1, Math.log(2)};
        assertThat(law.loss(truth, 1)).isCloseTo(0.3, within(1e-12));
        assertThat(law.loss(truth, 2)).isCloseTo(0.55, within(1e-12));
        assertThat(law.loss(truth, 100)).isCloseTo(0.8, within(1e-12));
        double[][] losses = column(1.5, 2, 2.4, 2.8, 3.3, 3.9);
        ScalingFit fit = fit(law, losses, y(law, losses, truth));
        assertThat(fit.predict(1.2).value()).isCloseTo(law.loss(truth, 1.2), within(1e-6));
        assertThat(fit.predict(1.2).value()).isLessThan(fit.predict(1.3).value());
    }

    @Test
    void refusesWhatCannotBeLinked() {
        double[] y = y(new ShiftedPowerLaw(2, 1), X, 0.7, 1.3);
        assertThatThrownBy(() -> fit(new ShiftedPowerLaw(2.3, 1), X, y))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Point 0 has the loss 2.2");
        assertThatThrownBy(() -> fit(new ShiftedPowerLaw(2, 1.5), X, y))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("leave it out to have it fitted");
        assertThatThrownBy(() -> fit(new ShiftedPowerLaw(1), column(2, 3), new double[] {1, 2}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("cannot be fitted to 2 points");
        assertThatThrownBy(() -> new ShiftedPowerLaw(-1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("not negative");
        ScalingFit link = fit(new ShiftedPowerLaw(2, 1), X, y);
        ScalingFit kaplan = fit(
                new KaplanLaw(),
                LawTestPoints.grid(),
                y(new KaplanLaw(), LawTestPoints.grid(), 1.7, 2e6, 0.4, 8e6, 0.3));
        assertThatThrownBy(() -> link.predictThrough(kaplan, 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes [N, D]");
    }
}
