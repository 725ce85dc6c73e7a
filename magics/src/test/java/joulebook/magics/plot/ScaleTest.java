package joulebook.magics.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void linearScalesMapTheEndsAndTheMiddle() {
        Scale scale = new Scale(10, 20, false, 100, 0);
        assertThat(scale.at(10)).isEqualTo(100);
        assertThat(scale.at(15)).isEqualTo(50);
        assertThat(scale.at(20)).isEqualTo(0);
        assertThat(scale.at(Double.POSITIVE_INFINITY)).isNaN();
    }

    @Test
    void logarithmicScalesGiveEachDecadeTheSameRoom() {
        Scale scale = new Scale(0.1, 100, true, 0, 300);
        assertThat(scale.at(1)).isCloseTo(100, within(1e-9));
        assertThat(scale.at(10)).isCloseTo(200, within(1e-9));
    }

    @Test
    void theRoomAroundTheDataDoesNotReachAcrossZero() {
        Scale losses = Scale.around(new double[] {0.01, 2, Double.NaN}, false);
        assertThat(losses.low()).isZero();
        assertThat(losses.high()).isCloseTo(2 + 0.04 * 1.99, within(1e-12));
        assertThat(Scale.around(new double[] {-5, -0.01}, false).high()).isZero();
        assertThat(Scale.around(new double[] {-1, 1}, false).low()).isCloseTo(-1.08, within(1e-12));
    }

    @Test
    void aSingleValueStillHasAnAxis() {
        for (double value : new double[] {0, 3, -3}) {
            Scale scale = Scale.around(new double[] {value}, false);
            assertThat(scale.low()).isLessThanOrEqualTo(value);
            assertThat(scale.high()).isGreaterThan(scale.low());
        }
        Scale log = Scale.around(new double[] {100}, true);
        assertThat(log.low()).isCloseTo(Math.pow(10, 1.5), within(1e-9));
    }

    @Test
    void linearTicksAreNiceAndInside() {
        assertThat(Tick.of(new Scale(0, 1, false, 0, 1), 6))
                .extracting(Tick::label)
                .containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(Tick.of(new Scale(-3, 17, false, 0, 1), 5))
                .extracting(Tick::value)
                .containsExactly(0., 5., 10., 15.);
    }

    @Test
    void logarithmicTicksAreDecadesAndFewerWhereThereAreMany() {
        assertThat(Tick.of(new Scale(0.05, 200, true, 0, 1), 8))
                .extracting(Tick::label)
                .containsExactly("0.1", "1", "10", "100");
        List<Tick> many = Tick.of(new Scale(1e-12, 1, true, 0, 1), 5);
        assertThat(many).hasSizeLessThanOrEqualTo(5).extracting(Tick::label).contains("10⁻⁹", "1");
    }

    @Test
    void aShortLogarithmicAxisStillHasTicks() {
        assertThat(Tick.of(new Scale(1.5, 9, true, 0, 1), 8))
                .extracting(Tick::label)
                .containsExactly("2", "5");
        assertThat(Tick.of(new Scale(0.21, 0.24, true, 0, 1), 8)).hasSizeBetween(2, 8);
    }
}
