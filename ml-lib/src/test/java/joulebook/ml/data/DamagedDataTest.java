package joulebook.ml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Imbalance and corruptions. */
class DamagedDataTest {

    /** 100 examples of each of 3 classes; pixels 0.25 and 0.75. */
    private static final Dataset DATA = new Dataset(
            "three",
            new Shape(2),
            pixels(),
            new Targets.Classes(IntStream.range(0, 300).map(i -> i % 3).toArray(), List.of("a", "b", "c")));

    @Test
    void aLongTailFallsGeometricallyAndAStepAtOnce() {
        assertThat(perClass(Imbalance.longTailed(DATA, 100, 0))).containsExactly(100, 10, 1);
        assertThat(perClass(Imbalance.step(DATA, 4, 0))).containsExactly(100, 100, 25);
        assertThat(perClass(Imbalance.longTailed(DATA, 1, 0))).containsExactly(100, 100, 100);
        assertThatThrownBy(() -> Imbalance.longTailed(DATA, 1000, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no example of the class c");
        assertThatThrownBy(() -> Imbalance.step(DATA, 0.5, 0)).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @EnumSource
    void corruptionsKeepPixelsInRangeAndHangOnTheSeed(Corruption corruption) {
        float[] damaged = corruption.apply(DATA, 0.6, 1).features();
        assertThat(corruption.apply(DATA, 0, 1).features()).isEqualTo(DATA.features());
        assertThat(damaged).isNotEqualTo(DATA.features());
        assertThat(corruption.apply(DATA, 0.6, 1).features()).isEqualTo(damaged);
        assertThat(IntStream.range(0, damaged.length)).allMatch(i -> damaged[i] >= 0 && damaged[i] <= 1);
        assertThatThrownBy(() -> corruption.apply(DATA, 2, 1)).isInstanceOf(InputException.class);
        Dataset wide = new Dataset("wide", new Shape(1), new float[] {3}, new Targets.Values(new float[] {0}));
        assertThatThrownBy(() -> corruption.apply(wide, 0.5, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[0, 1]");
    }

    @Test
    void corruptionsDoWhatTheirNamesSay() {
        assertThat(Corruption.LOW_CONTRAST.apply(DATA, 0.5, 0).features()).startsWith(0.375f, 0.625f);
        assertThat(Corruption.BRIGHTNESS.apply(DATA, 0.5, 0).features()).startsWith(0.75f, 1);
        assertThat(share(Corruption.IMPULSE_NOISE.apply(DATA, 0.4, 0), 0)).isCloseTo(0.2, within(0.05));
        assertThat(share(Corruption.IMPULSE_NOISE.apply(DATA, 0.4, 0), 1)).isCloseTo(0.2, within(0.05));
        assertThat(share(Corruption.DROPPED_PIXELS.apply(DATA, 0.4, 0), 0)).isCloseTo(0.4, within(0.06));
    }

    private static double share(Dataset data, float value) {
        float[] pixels = data.features();
        return IntStream.range(0, pixels.length).filter(i -> pixels[i] == value).count() / (double) pixels.length;
    }

    private static float[] pixels() {
        float[] pixels = new float[600];
        Arrays.fill(pixels, 0.25f);
        IntStream.range(0, 300).forEach(i -> pixels[2 * i + 1] = 0.75f);
        return pixels;
    }

    private static int[] perClass(Dataset data) {
        int[] counts = new int[3];
        Arrays.stream(((Targets.Classes) data.targets()).labels()).forEach(label -> counts[label]++);
        return counts;
    }
}
