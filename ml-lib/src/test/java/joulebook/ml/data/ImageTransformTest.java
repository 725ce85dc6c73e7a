package joulebook.ml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class ImageTransformTest {

    private static Dataset pictures(Shape shape, float... pixels) {
        int[] labels = new int[(int) (pixels.length / shape.size())];
        return new Dataset("pictures", shape, pixels, new Targets.Classes(labels, List.of("a", "b")));
    }

    private static float[] of(ImageTransform transform, Shape shape, float... pixels) {
        return transform.apply(pictures(shape, pixels)).features();
    }

    @Test
    void aQuarterTurnIsClockwise() {
        assertThat(of(ImageTransform.rotation(90), new Shape(3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9))
                .containsExactly(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, within(1e-5f));
    }

    @Test
    void pixelsAreInterpolatedAndBlackBeyondTheEdge() {
        float[] turned = of(ImageTransform.rotation(45), new Shape(3, 3), 1, 1, 1, 1, 1, 1, 1, 1, 1);
        assertThat(turned[4]).isCloseTo(1, within(1e-6f));
        assertThat(turned[0]).isCloseTo((float) (2 - Math.sqrt(2)), within(1e-5f)); // sqrt(2) left of the middle
    }

    @Test
    void aShiftMovesAndABlurSpreads() {
        assertThat(of(ImageTransform.shift(1, 0), new Shape(2, 3), 1, 2, 3, 4, 5, 6))
                .containsExactly(0, 1, 2, 0, 4, 5);
        assertThat(of(ImageTransform.blur(), new Shape(3, 3), 0, 0, 0, 0, 16, 0, 0, 0, 0))
                .containsExactly(1, 2, 1, 2, 4, 2, 1, 2, 1);
    }

    @Test
    void channelsTurnAlikeAndPicturesDoNot() {
        float[] corner = {1, 1, 0, 1, 1, 0, 0, 0, 0};
        float[] four = new float[36];
        for (int i = 0; i < four.length; i++) {
            four[i] = corner[i % 9];
        }
        ImageTransform random = ImageTransform.randomRotation(40, 7);
        float[] turned = of(random, new Shape(2, 3, 3), four);
        assertThat(Arrays.copyOfRange(turned, 0, 9)).isEqualTo(Arrays.copyOfRange(turned, 9, 18));
        assertThat(Arrays.copyOfRange(turned, 0, 9)).isNotEqualTo(Arrays.copyOfRange(turned, 18, 27));
        assertThat(of(random, new Shape(2, 3, 3), four)).isEqualTo(turned);
    }

    @Test
    void otherDataAreRefused() {
        assertThatThrownBy(() -> of(ImageTransform.blur(), new Shape(4), 1, 2, 3, 4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("only pictures");
    }
}
