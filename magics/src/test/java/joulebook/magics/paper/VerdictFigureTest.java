package joulebook.magics.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import joulebook.magics.plot.Figure;
import joulebook.magics.plot.FigureGrid;
import joulebook.ml.energy.CarbonIntensity;
import joulebook.ml.energy.Reading;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Claim;
import joulebook.ml.paper.Claim.Criterion;
import joulebook.ml.paper.Curve.Axes;
import joulebook.ml.paper.Experiment;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Verdict;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class VerdictFigureTest {

    @Test
    void eachClaimHasAPanelWithItsSeedsAndWhatWasAsked() throws Exception {
        FigureGrid grid = VerdictFigure.of(verdict(
                        claim(Measured.of(6, 7, 8)), claim(Measured.of(6, Double.NaN, 8)), claim(Measured.of(6))))
                .orElseThrow();

        assertThat(grid.figures()).hasSize(3);
        Figure first = grid.figures().get(0);
        assertThat(first.toString()).contains("holds: it is 5 at least", "mean >= 5.0", "measured", "mean ± SE");
        assertThat(first.toPlotly().toString()).contains("\"y\":[6.0,7.0,8.0]", "\"y\":[5.0,5.0]");
        assertThat(grid.figures().get(2).toPlotly().getAsJsonArray("data")).hasSize(3); // one seed has no interval

        Element svg = parse(grid.toSvg()).getDocumentElement();
        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 840 600"); // two rows of two
        NodeList panels = svg.getElementsByTagName("g");
        assertThat(IntStream.range(0, panels.getLength())
                        .mapToObj(i -> ((Element) panels.item(i)).getAttribute("transform")))
                .containsExactly("translate(0 0)", "translate(420 0)", "translate(0 300)");
    }

    @Test
    void curvesOfTheSameAxesShareAPanelAndSpanTheirSeeds() {
        Experiment experiment = new Experiment(Budget.FULL, List.of(0L, 1L), what -> {});
        Axes axes = new Axes("sparsity [%]", "accuracy [%]");
        for (long seed : experiment.seeds()) {
            experiment.point(axes, "LAMP", 95, 90 + seed);
            experiment.point(axes, "LAMP", 90, 96 + seed);
            experiment.point(axes, "global", 90, 94);
            experiment.point(new Axes("step", "loss"), "LAMP", 1, 2);
        }
        Verdict verdict = new Verdict(
                Catalogue.paper("lamp"),
                Budget.FULL,
                experiment.seeds(),
                List.of(),
                Map.of(),
                experiment.curves(),
                List.of(),
                new Reading(1, List.of(), CarbonIntensity.of("world")));

        FigureGrid grid = VerdictFigure.of(verdict).orElseThrow();

        assertThat(grid.figures()).hasSize(2);
        String plotly = grid.figures().get(0).toPlotly().toString();
        assertThat(plotly).contains("\"x\":[90.0,95.0],\"y\":[96.5,90.5]", "global");
        assertThat(plotly).contains("[97.0,91.0,90.0,96.0,null]"); // from the larger seeds back over the smaller
    }

    @Test
    void withoutClaimsAndCurvesThereIsNoFigure() {
        assertThat(VerdictFigure.of(verdict())).isEmpty();
    }

    private static Claim claim(Measured measured) {
        return new Claim("it is 5 at least", "6", measured, Criterion.meanAtLeast(5));
    }

    private static Verdict verdict(Claim... claims) {
        return new Verdict(
                Catalogue.paper("lamp"),
                Budget.FULL,
                List.of(0L, 1L, 2L),
                List.of(claims),
                Map.of(),
                List.of(),
                List.of(),
                new Reading(1, List.of(), CarbonIntensity.of("world")));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
