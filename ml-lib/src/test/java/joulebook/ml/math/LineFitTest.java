package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class LineFitTest {

    @Test
    void byHand() {
        LineFit fit = LineFit.of(new double[] {1, 2, 3}, new double[] {1, 3, 2});
        assertThat(fit.slope()).isCloseTo(0.5, within(1e-12));
        assertThat(fit.intercept()).isCloseTo(1, within(1e-12));
        assertThat(fit.rSquared()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void aWholeWeightIsARepeatedPoint() {
        LineFit weighted = LineFit.weighted(new double[] {1, 2, 4}, new double[] {1, 3, 2}, new double[] {2, 1, 3});
        LineFit repeated = LineFit.of(new double[] {1, 1, 2, 4, 4, 4}, new double[] {1, 1, 3, 2, 2, 2});
        assertThat(weighted.slope()).isCloseTo(repeated.slope(), within(1e-12));
        assertThat(weighted.intercept()).isCloseTo(repeated.intercept(), within(1e-12));
        assertThat(weighted.rSquared()).isCloseTo(repeated.rSquared(), within(1e-12));
    }

    @Test
    void refusesOneX() {
        assertThatThrownBy(() -> LineFit.of(new double[] {1, 1}, new double[] {1, 2}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("two different x");
        assertThatThrownBy(() -> LineFit.of(new double[] {}, new double[] {})).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> LineFit.of(new double[] {1, 2}, new double[] {1}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 x, 1 y");
    }
}
