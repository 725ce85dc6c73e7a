package joulebook.magics.paper;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joulebook.magics.plot.Figure;
import joulebook.magics.plot.FigureGrid;
import joulebook.ml.paper.Claim;
import joulebook.ml.paper.Curve;
import joulebook.ml.paper.Curve.Axes;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Verdict;

/** A verdict as a figure: a panel for each claim, and one for the curves of each pair of axes. */
public final class VerdictFigure {
    private static final int COLUMNS = 2;
    private static final int WIDTH = 420;
    private static final int HEIGHT = 300;

    private VerdictFigure() {}

    /** All panels; empty where there is neither a claim nor a curve. */
    public static Optional<FigureGrid> of(Verdict verdict) {
        List<Figure> panels = new ArrayList<>();
        for (Claim claim : verdict.claims()) {
            panels.add(panel(verdict, claim).size(WIDTH, HEIGHT));
        }
        Map<Axes, List<Curve>> byAxes = verdict.curves().stream()
                .collect(Collectors.groupingBy(Curve::axes, LinkedHashMap::new, Collectors.toList()));
        byAxes.forEach((axes, curves) -> panels.add(panel(axes, curves).size(WIDTH, HEIGHT)));
        return panels.isEmpty() ? Optional.empty() : Optional.of(new FigureGrid(panels, COLUMNS));
    }

    /** A dot for each seed, the mean with its standard error, and the line that had to be cleared. */
    private static Figure panel(Verdict verdict, Claim claim) {
        Measured measured = claim.measured();
        int seeds = measured.count();
        double[] across = {0, seeds + 1};
        double mean = measured.mean();
        double error = measured.standardError();
        Figure figure = Figure.of(VerdictView.word(verdict, claim) + ": " + claim.statement())
                .xAxis("seeds, one after another")
                .line(claim.criterion().toString(), across, new double[] {
                    claim.criterion().bound(), claim.criterion().bound()
                })
                .line("mean ± SE", across, new double[] {mean, mean})
                .points(
                        "measured",
                        IntStream.rangeClosed(1, seeds).asDoubleStream().toArray(),
                        measured.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray());
        return error > 0
                ? figure.band("mean ± SE", across, new double[] {mean - error, mean - error}, new double[] {
                    mean + error, mean + error
                })
                : figure;
    }

    /** The mean over the seeds of each curve, from the smallest to the largest of them. */
    private static Figure panel(Axes axes, List<Curve> curves) {
        Figure figure = Figure.of("").xAxis(axes.x()).yAxis(axes.y());
        for (Curve curve : curves) {
            double[] x = curve.points().keySet().stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            figure = figure.line(curve.series(), x, each(curve, Measured::mean));
            if (curve.points().values().stream().anyMatch(seeds -> seeds.count() > 1)) {
                figure = figure.band(
                        curve.series(), x, each(curve, VerdictFigure::least), each(curve, VerdictFigure::most));
            }
        }
        return figure;
    }

    private static double[] each(Curve curve, ToDoubleFunction<Measured> part) {
        return curve.points().values().stream().mapToDouble(part).toArray();
    }

    private static double least(Measured measured) {
        return measured.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static double most(Measured measured) {
        return measured.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
