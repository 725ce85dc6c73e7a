package joulebook.magics.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Text of figures against what lies behind it, by the contrast ratio of WCAG 2.1: 4.5 or more. */
class ContrastTest {
    private static final double LEAST = 4.5;
    private static final Figure FIGURE = Figure.of("title")
            .line("line", new double[] {1, 2}, new double[] {1, 2})
            .raw(Map.of("type", "pie")); // of which a note says that it is not drawn

    @Test
    void textIsReadOnTheLightGround() {
        Drawing drawing = new Drawing(FIGURE);
        String ground = drawing.all("rect").get(0).getAttribute("fill");
        assertThat(contrast(drawing.root().getAttribute("color"), ground)).isGreaterThanOrEqualTo(LEAST);
        assertThat(drawing.all("text")).isNotEmpty().allSatisfy(ContrastTest::hasTheInkOfTheFigure);
    }

    @Test
    void textIsReadWhereTheReaderPrefersDark() {
        Matcher colors = Pattern.compile("\\.joulebook-figure\\{color:(#\\w+)}\\.joulebook-ground\\{fill:(#\\w+)}")
                .matcher(FIGURE.toSvg());
        assertThat(colors.find()).isTrue();
        assertThat(contrast(colors.group(1), colors.group(2))).isGreaterThanOrEqualTo(LEAST);
    }

    @Test
    void numbersAreReadOnEveryColourOfAHeatMap() {
        assertThat(IntStream.rangeClosed(0, 1000).mapToDouble(i -> i / 1000.0))
                .allSatisfy(fraction -> assertThat(contrast(Viridis.inkOn(fraction), Viridis.at(fraction)))
                        .as("at %s", fraction)
                        .isGreaterThanOrEqualTo(LEAST));
    }

    private static void hasTheInkOfTheFigure(Element text) {
        for (String own : List.of("fill", "color", "opacity", "fill-opacity")) {
            assertThat(text.hasAttribute(own)).as(own).isFalse();
        }
    }

    private static double contrast(String one, String other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(String color) {
        int rgb = Integer.parseInt(color.substring(1), 16);
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
