package joulebook.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JavaRendererTest {
    private final JavaRenderer renderer = new JavaRenderer();

    private Object text(Object value) {
        return renderer.render(value).getData(MIMEType.TEXT_PLAIN);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of(42, "42"),
                Arguments.of("", ""),
                Arguments.of(List.of(1, 2), "[1, 2]"),
                Arguments.of(new int[0], "[]"),
                Arguments.of(new double[] {1, Double.NaN}, "[1.0, NaN]"),
                Arguments.of(new String[] {"a", null}, "[a, null]"),
                Arguments.of(new int[][] {{1}, {2, 3}, null}, "[[1], [2, 3], null]"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void showsAnyObjectAsText(Object value, String text) {
        assertThat(text(value)).isEqualTo(text);
    }

    @Test
    void cutsALongArray() {
        assertThat(text(IntStream.range(0, 1_234).toArray()).toString())
                .startsWith("[0, 1, ")
                .endsWith("999, ... 234 more]");
    }

    @Test
    void takesADisplayAsItIs() {
        DisplayData data = new DisplayData("mine");
        assertThat(renderer.render(data)).isSameAs(data);
    }

    @Test
    void showsWhatRendersItselfAndAddsText() {
        DisplayDataRenderable own = context -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>own</b>");
        DisplayData data = renderer.render(own);
        assertThat(data.getData(MIMEType.TEXT_HTML)).isEqualTo("<b>own</b>");
        assertThat(data.hasDataForType(MIMEType.TEXT_PLAIN)).isTrue();
    }

    @Test
    void showsAnImageAsPng() {
        DisplayData data = renderer.render(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
        assertThat(data.hasDataForType(MIMEType.IMAGE_PNG)).isTrue();
    }
}
