package joulebook.ml.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class DataEfficiencyTest {

    private static final double[][] DATA = {{25}, {100}, {400}, {1600}};

    private static ScalingFit baseline() {
        double[] losses =
                Arrays.stream(DATA).mapToDouble(d -> 10 / Math.sqrt(d[0]) + 1).toArray();
        return ScalingFit.of(new PowerLaw("D"), DATA, losses, 1, 0);
    }

    @Test
    void threePointsGiveTheAsymptote() {
        ScalingFit fit =
                ScalingFit.of(new PowerLaw(), new double[][] {{1}, {2}, {4}}, new double[] {4, 3.5, 3.25}, 1, 0);
        assertThat(fit.parameter("E").value()).isCloseTo(3, within(1e-4));
        assertThat(fit.parameter("A").value()).isCloseTo(1, within(1e-4));
        assertThat(fit.parameter("alpha").value()).isCloseTo(1, within(1e-3));
    }

    @Test
    void aLossThatTakesFourTimesTheData() {
        assertThat(DataEfficiency.multiplier(baseline(), 100, 1.5).value()).isCloseTo(4, within(1e-3));
        assertThat(DataEfficiency.multiplier(baseline(), 100, 2).value()).isCloseTo(1, within(1e-3));
        assertThat(DataEfficiency.multiplier(baseline(), 100, 0.9).value()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void aRisingLossFitsPoorly() {
        ScalingFit fit = ScalingFit.of(new PowerLaw(), DATA, new double[] {2, 2.2, 2.1, 2.4}, 1, 0);
        assertThat(fit.rSquared()).isLessThan(0.5);
    }

    @Test
    void refusesOtherLaws() {
        ScalingFit link =
                ScalingFit.of(new ShiftedPowerLaw(1, 1), new double[][] {{2}, {3}, {4}}, new double[] {2, 3, 4}, 1, 0);
        assertThatThrownBy(() -> DataEfficiency.multiplier(link, 100, 1.5))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("PowerLaw in D");
    }
}
