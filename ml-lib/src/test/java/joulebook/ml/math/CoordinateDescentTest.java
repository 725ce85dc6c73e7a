package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class CoordinateDescentTest {

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    @Test
    void findsTheBottomOfABowl() {
        AtomicInteger asked = new AtomicInteger();
        double[] found = CoordinateDescent.minimise(
                at -> {
                    asked.incrementAndGet();
                    return Math.pow(log2(at[0]) - 3, 2) + Math.pow(log2(at[1]) - 1, 2);
                },
                1,
                1);
        assertThat(found).containsExactly(8, 2);
        assertThat(asked.get()).as("each place once").isLessThanOrEqualTo(10);
        assertThat(CoordinateDescent.minimise(at -> Math.abs(log2(at[0]) + 2), 1))
                .containsExactly(0.25);
    }

    @Test
    void avoidsWhatIsNoNumber() {
        assertThat(CoordinateDescent.minimise(at -> at[0] > 3 ? Double.NaN : -at[0], 1))
                .containsExactly(2);
    }

    @Test
    void refusesAStartThatIsNotPositive() {
        assertThatThrownBy(() -> CoordinateDescent.minimise(at -> 0, 1, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("positive finite");
    }
}
