package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.Function;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class ConfidenceTest {
    private static final int TRIALS = 4_000;
    /** Five standard deviations of a share of 4,000 trials that is 95 %. */
    private static final double SAMPLING = 5 * Math.sqrt(0.95 * 0.05 / TRIALS);

    @Test
    void aMeanHasStudentsInterval() {
        // 1..5: mean 3, s = 1.5811, t(4) = 2.77645
        Estimate mean = Confidence.ofMean(1, 2, 3, 4, 5);
        assertThat(mean.value()).isEqualTo(3);
        assertThat(mean.low()).isCloseTo(3 - 2.776445 * Math.sqrt(2.5 / 5), within(1e-5));
        assertThat(mean.high()).isCloseTo(3 + 2.776445 * Math.sqrt(2.5 / 5), within(1e-5));
    }

    @Test
    void pairsRemoveWhatTheyShare() {
        double[] base = {10, 20, 30};
        double[] other = {11, 21, 31.3};
        Estimate paired = Confidence.ofDifference(base, other, true);
        assertThat(paired.excludes(0)).isTrue();
        Estimate apart = Confidence.ofDifference(base, other, false);
        assertThat(apart.value()).isCloseTo(paired.value(), within(1e-12));
        assertThat(apart.excludes(0)).isFalse();
    }

    @Test
    void welchsDegreesOfFreedom() {
        // s2/n = 1/3 and 16/3: df = (17/3)^2 / ((1/3)^2 / 2 + (16/3)^2 / 2) = 289 / 128.5; t = 3.8761 by R: qt(.975,
        // 2.2490)
        Estimate difference = Confidence.ofDifference(new double[] {0, 1, 2}, new double[] {0, 4, 8}, false);
        assertThat(difference.high() - 3).isCloseTo(3.8761 * Math.sqrt(17 / 3.0), within(0.01));
    }

    @Test
    void oneValueHasNoInterval() {
        Estimate ratio = Confidence.ofRatio(new double[] {2}, new double[] {1}, true);
        assertThat(ratio.value()).isEqualTo(0.5);
        assertThat(ratio.isBounded()).isFalse();
        assertThat(ratio.excludes(1)).isFalse();
        assertThat(Confidence.ofMean(7).toString()).isEqualTo("7.000");
        assertThat(Confidence.ofDifference(new double[] {2}, new double[] {1, 2}, false)
                        .isBounded())
                .isFalse();
    }

    @Test
    void valuesWithoutSpreadHaveAPoint() {
        Estimate ratio = Confidence.ofRatio(new double[] {4, 4}, new double[] {1, 1}, false);
        assertThat(ratio).isEqualTo(new Estimate(0.25, 0.25, 0.25));
    }

    @Test
    void aFactorThatAllPairsShareIsCertain() {
        Estimate ratio = Confidence.ofRatio(new double[] {40, 80}, new double[] {20, 40}, true);
        assertThat(ratio.value()).isCloseTo(0.5, within(1e-12));
        assertThat(ratio.high() - ratio.low()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aRatioIsOfPositiveNumbers() {
        Estimate ratio = Confidence.ofRatio(new double[] {0, 2}, new double[] {3, 3}, false);
        assertThat(ratio.value()).isNaN();
        assertThat(ratio.excludes(1)).isFalse();
    }

    @Test
    void pairsAreEquallyMany() {
        assertThatThrownBy(() -> Confidence.ofRatio(new double[] {1, 2}, new double[] {1}, true))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 and 1");
    }

    @Test
    void theIntervalsHoldTheTruthAsOftenAsTheySay() {
        // means 10 and 6; pairs share an error of 1, and have one of 0.5 of their own
        assertThat(share(random -> Confidence.ofMean(draw(random, 10, new double[5])), 10))
                .isCloseTo(0.95, within(SAMPLING));
        assertThat(share(random -> pair(random, true, Confidence::ofRatio), 0.6))
                .isCloseTo(0.95, within(SAMPLING));
        assertThat(share(random -> pair(random, true, Confidence::ofDifference), -4))
                .isCloseTo(0.95, within(SAMPLING));
        // Welch's degrees of freedom are an approximation, a little cautious for equal spreads
        assertThat(share(random -> pair(random, false, Confidence::ofRatio), 0.6))
                .isBetween(0.95 - SAMPLING, 0.98);
    }

    private interface Interval {
        Estimate of(double[] base, double[] other, boolean paired);
    }

    private static Estimate pair(Random random, boolean paired, Interval interval) {
        double[] shared = new double[5];
        if (paired) {
            draw(random, 0, shared);
        }
        double[] base = draw(random, 10, shared);
        double[] other = draw(random, 6, shared);
        return interval.of(base, other, paired);
    }

    private static double[] draw(Random random, double mean, double[] shared) {
        double[] values = new double[shared.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = mean + shared[i] + random.nextGaussian() / 2;
        }
        return values;
    }

    private static double share(Function<Random, Estimate> interval, double truth) {
        Random random = new Random(7);
        int held = 0;
        for (int i = 0; i < TRIALS; i++) {
            held += interval.apply(random).excludes(truth) ? 0 : 1;
        }
        return (double) held / TRIALS;
    }
}
