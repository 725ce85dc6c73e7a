package joulebook.magics.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SvgDrawingTest {
    private static final String BLUE = "#0072B2";
    private static final String VERMILLION = "#D55E00";

    @Test
    void pointsLieWhereTheAxesSay() {
        Drawing drawing = new Drawing(Figure.of("").line("", new double[] {0, 5, 10}, new double[] {1, 3, 2}));
        double[] line = coordinates(drawing.colored("path", "stroke", BLUE).get(0));
        assertThat(line[0]).isEqualTo(Drawing.number(drawing.text("0"), "x"));
        assertThat(line[1]).isCloseTo(Drawing.number(drawing.text("1.0"), "y") - 4, within(0.011));
        assertThat(line[2]).isEqualTo(Drawing.number(drawing.text("5"), "x"));
        assertThat(line[3]).isCloseTo(Drawing.number(drawing.text("3.0"), "y") - 4, within(0.011));
    }

    @Test
    void aKnownPointLandsOnAKnownPixel() {
        // The plane of an untitled figure: 10 + 3 digits + 8 = 39.6 to 640 - 20, and 14 to 360 - 32.
        Drawing drawing = new Drawing(Figure.of("").line("", new double[] {0, 100}, new double[] {0, 1}));
        double[] line = coordinates(drawing.colored("path", "stroke", BLUE).get(0));
        double right = 39.6 + (620 - 39.6) * 100 / 104;
        double top = 328 - (328 - 14) / 1.04;
        assertThat(line).containsExactly(new double[] {39.6, 328, right, top}, within(0.011));
    }

    @Test
    void aDecadeIsTheSameWayEverywhereOnALogarithmicAxis() {
        Drawing drawing = new Drawing(Figure.of("")
                .line("", new double[] {1, 10, 100}, new double[] {1e-6, 1e-3, 1})
                .logX()
                .logY());
        double[] line = coordinates(drawing.colored("path", "stroke", BLUE).get(0));
        assertThat(line[4] - line[2])
                .isCloseTo(line[2] - line[0], within(0.011))
                .isGreaterThan(100);
        assertThat(line[5] - line[3])
                .isCloseTo(line[3] - line[1], within(0.011))
                .isLessThan(-50);
        assertThat(drawing.texts()).contains("1", "10", "100", "10⁻⁶");
    }

    @Test
    void whatHasTheSameNameHasOneColourAndOneEntryInTheLegend() {
        double[] x = {1, 2};
        Drawing drawing = new Drawing(Figure.of("")
                .line("bp", x, x)
                .band("bp", x, new double[] {0, 1}, new double[] {2, 3})
                .points("mf", x, x));
        assertThat(drawing.texts().stream().filter("bp"::equals)).hasSize(1);
        assertThat(drawing.colored("path", "stroke", BLUE)).hasSize(2);
        assertThat(drawing.colored("path", "fill", BLUE)).hasSize(1);
        assertThat(drawing.colored("path", "stroke", VERMILLION)).hasSize(2);
    }

    @Test
    void theKeyOfPointsIsADot() {
        Drawing drawing = new Drawing(Figure.of("").points("p", new double[] {1, 2}, new double[] {1, 2}));
        assertThat(drawing.colored("path", "stroke", BLUE).get(0).getAttribute("d"))
                .endsWith("h0");
    }

    @Test
    void theEighthSeriesIsDashed() {
        Figure figure = Figure.of("");
        for (int i = 0; i < 8; i++) {
            figure = figure.line("series " + i, new double[] {0, 1}, new double[] {i, i});
        }
        List<Element> blue = new Drawing(figure).colored("path", "stroke", BLUE);
        assertThat(blue)
                .extracting(path -> path.hasAttribute("stroke-dasharray"))
                .containsExactly(false, true, false, true);
    }

    @Test
    void barsStandOnZeroSideBySide() {
        List<String> labels = List.of("a", "b");
        Drawing drawing = new Drawing(
                Figure.of("").bars("one", labels, new double[] {10, -5}).bars("two", labels, new double[] {5, Double.NaN
                }));
        List<Element> one = drawing.colored("rect", "fill", BLUE);
        List<Element> two = drawing.colored("rect", "fill", VERMILLION);
        assertThat(one).hasSize(3);
        assertThat(two).hasSize(2);
        double zero = Drawing.number(drawing.text("0"), "y") - 4;
        assertThat(bottom(one.get(1))).isCloseTo(zero, within(0.011));
        assertThat(Drawing.number(one.get(2), "y")).isCloseTo(zero, within(0.011));
        assertThat(Drawing.number(one.get(1), "height"))
                .isCloseTo(2 * Drawing.number(two.get(1), "height"), within(0.03));
        double right = Drawing.number(one.get(1), "x") + Drawing.number(one.get(1), "width");
        assertThat(Drawing.number(two.get(1), "x")).isCloseTo(right + 1, within(0.011));
        assertThat((right + Drawing.number(two.get(1), "x")) / 2)
                .isCloseTo(Drawing.number(drawing.text("a"), "x"), within(0.011));
    }

    @Test
    void errorBarsSpanValueMinusAndPlusError() {
        Drawing drawing = new Drawing(Figure.of("").bars("", List.of("a"), new double[] {10}, new double[] {2}));
        Element bar = drawing.colored("rect", "fill", BLUE).get(0);
        double pixelsPerUnit = Drawing.number(bar, "height") / 10;
        Element error = drawing.colored("path", "stroke-width", "1.5").get(0);
        double[] stem = coordinates(error);
        double middle = Drawing.number(bar, "x") + Drawing.number(bar, "width") / 2;
        double top = Drawing.number(bar, "y");
        assertThat(stem[0]).isCloseTo(middle, within(0.011));
        assertThat(stem[1]).isCloseTo(top - 2 * pixelsPerUnit, within(0.03));
        assertThat(stem[2]).isCloseTo(top + 2 * pixelsPerUnit, within(0.03));
    }

    @Test
    void anErrorBarThatReachesZeroIsOpenOnALogarithmicAxis() {
        Drawing drawing = new Drawing(Figure.of("")
                .bars("", List.of("a"), new double[] {10}, new double[] {20})
                .logY());
        String path = drawing.colored("path", "stroke-width", "1.5").get(0).getAttribute("d");
        assertThat(path.chars().filter(c -> c == 'h')).hasSize(1);
        assertThat(path).doesNotContain("NaN");
    }

    @Test
    void aHeatMapHasItsFirstRowOnTopAndItsHighestValueLightest() {
        double[][] z = {{0, 1}, {2, Double.NaN}};
        Drawing drawing = new Drawing(Figure.of("").heatmap("count", List.of("p", "q"), List.of("r", "s"), z));
        assertThat(Drawing.number(drawing.text("r"), "y")).isLessThan(Drawing.number(drawing.text("s"), "y"));
        Element lightest = drawing.colored("path", "fill", "#fde725").get(0);
        double[] corner = coordinates(lightest);
        assertThat(corner[0]).isLessThan(Drawing.number(drawing.text("p"), "x"));
        assertThat(corner[1]).isBetween(Drawing.number(drawing.text("r"), "y"), Drawing.number(drawing.text("s"), "y"));
        assertThat(drawing.texts()).contains("count");
        assertThat(drawing.all("path").stream().filter(path -> path.hasAttribute("shape-rendering")))
                .hasSize(3);
    }

    @Test
    void textIsEscaped() {
        Drawing drawing = new Drawing(Figure.of("a < b & \"c\" \u001b")
                .line("<script>", new double[] {1}, new double[] {1})
                .xAxis("x > 'y'"));
        assertThat(drawing.texts()).contains("<script>", "x > 'y'").anyMatch(text -> text.startsWith("a < b & \"c\""));
    }

    @Test
    void labelsDoNotOverlap() {
        List<String> labels = IntStream.range(0, 100)
                .mapToObj(i -> "a rather long label " + i)
                .toList();
        Drawing slanted = new Drawing(Figure.of("").bars("", labels, new double[100]));
        double[] places = slanted.all("text").stream()
                .filter(text -> text.getAttribute("transform").startsWith("rotate(-35"))
                .mapToDouble(text -> Drawing.number(text, "x"))
                .toArray();
        assertThat(places).hasSizeGreaterThan(10);
        IntStream.range(1, places.length)
                .forEach(i -> assertThat(places[i] - places[i - 1]).isGreaterThan(17));
    }

    @Test
    void longLabelsKeepTheirEndsAndStayInside() {
        List<String> labels = IntStream.range(0, 14)
                .mapToObj(i -> "lottery ticket variant number " + i)
                .toList();
        List<Element> texts = new Drawing(
                        Figure.of("").bars("", labels, new double[14]).size(400, 300))
                .all("text").stream()
                        .filter(text -> text.getTextContent().contains("…"))
                        .toList();
        assertThat(texts)
                .hasSizeGreaterThan(5)
                .extracting(Element::getTextContent)
                .doesNotHaveDuplicates();
        assertThat(texts)
                .allSatisfy(text -> assertThat(Drawing.number(text, "x")
                                - Svg.width(text.getTextContent()) * Math.cos(Math.toRadians(35)))
                        .isGreaterThanOrEqualTo(0));
    }

    @Test
    void aLegendThatIsTooLongCountsTheRest() {
        Figure figure = Figure.of("");
        for (int i = 0; i < 60; i++) {
            figure = figure.line("series number " + i, new double[] {0, 1}, new double[] {i, i});
        }
        List<String> texts = new Drawing(figure).texts();
        long named = texts.stream().filter(text -> text.startsWith("series")).count();
        assertThat(named).isBetween(10L, 40L);
        assertThat(texts).contains("… " + (60 - named) + " more");
    }

    @Test
    void theLegendBreaksIntoRowsWithinTheFigure() {
        Figure figure = Figure.of("");
        for (int i = 0; i < 9; i++) {
            figure = figure.line("a name of medium length " + i, new double[] {0, 1}, new double[] {i, i});
        }
        Drawing drawing = new Drawing(figure);
        List<Element> names = drawing.all("text").stream()
                .filter(text -> text.getTextContent().startsWith("a name"))
                .toList();
        assertThat(names)
                .allSatisfy(name -> assertThat(Drawing.number(name, "x") + Svg.width(name.getTextContent()))
                        .isLessThanOrEqualTo(640));
        assertThat(names.stream().map(name -> name.getAttribute("y")).distinct())
                .hasSizeGreaterThan(1);
        double lastRow = Drawing.number(names.get(8), "y");
        double highest =
                coordinates(drawing.colored("path", "stroke", VERMILLION).get(3))[1];
        assertThat(highest).isGreaterThan(lastRow);
    }

    @Test
    void itSaysWhatItDoesNotDraw() {
        Map<String, Object> pie = Map.of("type", "pie", "values", List.of(1, 2));
        assertThat(new Drawing(Figure.of("").raw(pie)).texts()).containsExactly("Not in this static drawing: pie");
    }

    @Test
    void itScalesWithThePageAndBringsNoResources() {
        Figure figure =
                Figure.of("t").line("a", new double[] {1}, new double[] {1}).size(800, 300);
        Element root = new Drawing(figure).root();
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 800 300");
        assertThat(root.getAttribute("style")).contains("max-width:100%");
        assertThat(figure.toSvg()).doesNotContain("href", " id=", "<script", "url(");
    }

    private static double bottom(Element rectangle) {
        return Drawing.number(rectangle, "y") + Drawing.number(rectangle, "height");
    }

    /** The numbers of a path in order. */
    private static double[] coordinates(Element path) {
        return Arrays.stream(path.getAttribute("d").substring(1).split("[^0-9.\\-]+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @Test
    void aLongTitleTakesTwoLines() {
        double room = Svg.width("a long title");
        assertThat(Svg.lines("a long title", room, 2)).containsExactly("a long title");
        assertThat(Svg.lines("a long title of two lines", room, 2)).containsExactly("a long title", "of two lines");
        assertThat(Svg.lines("a long title of more than two lines", room, 2))
                .hasSize(2)
                .allSatisfy(line -> assertThat(Svg.width(line)).isLessThanOrEqualTo(room));
        assertThat(Svg.lines("averyveryverylongword", room, 2)).hasSize(1);
        assertThat(Svg.lines("", room, 2)).isEmpty();
    }
}
