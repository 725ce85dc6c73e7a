package joulebook.magics.view;

import static org.assertj.core.api.Assertions.assertThat;

import joulebook.ml.train.TrainingRuns.Spread;
import org.junit.jupiter.api.Test;

class RunsViewTest {
    @Test
    void roundsAMeanToItsSpread() {
        assertThat(RunsView.text(new Spread(97.7133, 0.2468, 3))).isEqualTo("97.71 ± 0.25");
        assertThat(RunsView.text(new Spread(34.294, 4.31, 3))).isEqualTo("34.3 ± 4.3");
        assertThat(RunsView.text(new Spread(1234.6, 210, 3))).isEqualTo("1235 ± 210");
        assertThat(RunsView.text(new Spread(0.050527, 0.00069, 3))).isEqualTo("0.05053 ± 0.00069");
    }

    @Test
    void oneRunHasNoSpread() {
        assertThat(RunsView.text(new Spread(97.5, Double.NaN, 1))).isEqualTo("97.5");
    }
}
