package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class AurocTest {

    private static double auroc(double... positivesThenTwoNegatives) {
        boolean[] positive = new boolean[positivesThenTwoNegatives.length];
        Arrays.fill(positive, 0, positive.length - 2, true);
        return Auroc.of(positivesThenTwoNegatives, positive);
    }

    @Test
    void itIsTheShareOfPairsInTheRightOrder() {
        assertThat(auroc(3, 4, 1, 2)).isEqualTo(1);
        assertThat(auroc(1, 2, 3, 4)).isEqualTo(0);
        assertThat(auroc(3, 1, 2, 0)).isEqualTo(0.75);
        assertThat(auroc(1, 1, 1, 1)).isEqualTo(0.5);
        assertThat(auroc(2, 3, 1, 3)).isEqualTo(2.5 / 4);
    }

    @Test
    void oneKindAloneIsRefused() {
        assertThatThrownBy(() -> Auroc.of(new double[] {1, 2}, new boolean[] {true, true}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 and 0");
        assertThatThrownBy(() -> Auroc.of(new double[] {1, 2}, new boolean[] {true}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one label a score");
    }
}
