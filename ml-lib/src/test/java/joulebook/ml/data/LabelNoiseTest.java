package joulebook.ml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class LabelNoiseTest {
    private static final int N = 3000;
    private static final Dataset DATA = new Dataset(
            "three",
            new Shape(1),
            new float[N],
            new Targets.Classes(IntStream.range(0, N).map(i -> i % 3).toArray(), List.of("a", "b", "c")));

    private static int[] labels(Dataset data) {
        return ((Targets.Classes) data.targets()).labels();
    }

    @Test
    void exactlyTheFlippedLabelsDiffer() {
        LabelNoise noise = LabelNoise.symmetric(DATA, 0.4, 1);
        int[] differ = IntStream.range(0, N)
                .filter(i -> labels(noise.data())[i] != labels(DATA)[i])
                .toArray();
        assertThat(noise.flipped()).hasSize(1200).isEqualTo(differ);
        assertThat(IntStream.range(0, N).filter(i -> noise.isFlipped()[i]).toArray())
                .isEqualTo(differ);
    }

    @Test
    void theOtherClassesAreEquallyLikely() {
        LabelNoise noise = LabelNoise.symmetric(DATA, 1, 1);
        long next = IntStream.range(0, N)
                .filter(i -> labels(noise.data())[i] == (i + 1) % 3)
                .count();
        assertThat(next).isBetween(1400L, 1600L); // 1500 with a standard deviation of 27
    }

    @Test
    void theSeedDecides() {
        assertThat(LabelNoise.symmetric(DATA, 0.2, 1).flipped())
                .isEqualTo(LabelNoise.symmetric(DATA, 0.2, 1).flipped())
                .isNotEqualTo(LabelNoise.symmetric(DATA, 0.2, 2).flipped());
    }

    @Test
    void aShareOutOfRangeAndNumbersAreRefused() {
        assertThatThrownBy(() -> LabelNoise.symmetric(DATA, 1.5, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1.5");
        Dataset numbers = new Dataset("numbers", new Shape(1), new float[1], new Targets.Values(new float[1]));
        assertThatThrownBy(() -> LabelNoise.symmetric(numbers, 0.5, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("numbers");
    }
}
