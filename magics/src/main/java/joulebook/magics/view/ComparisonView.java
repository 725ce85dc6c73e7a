package joulebook.magics.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import joulebook.magics.plot.Figure;
import joulebook.magics.text.Numbers;
import joulebook.ml.energy.EnergySource;
import joulebook.ml.math.Confidence;
import joulebook.ml.math.Estimate;
import joulebook.ml.train.Comparison;
import joulebook.ml.train.RunSummary;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Several configurations beside each other: what each reached and cost, and its ratios to the first. */
public final class ComparisonView {
    private final Map<String, List<RunSummary>> runs;
    private final List<String> others;
    private final List<Comparison> comparisons;
    private final String baseline;
    private final double accuracy;
    private final boolean classifies;
    private final boolean measured;

    /**
     * @param runs by name, at least two; the first is the baseline
     * @param comparisons of the others with the baseline, in their order
     * @param accuracy the test accuracy to reach; NaN if that is not to be compared
     */
    public ComparisonView(Map<String, List<RunSummary>> runs, List<Comparison> comparisons, double accuracy) {
        this.runs = runs;
        this.comparisons = comparisons;
        this.accuracy = accuracy;
        baseline = runs.keySet().iterator().next();
        others = runs.keySet().stream().skip(1).toList();
        classifies = all(run -> run.metric("test_accuracy"));
        measured = all(RunSummary::joules);
    }

    /** A row for each configuration: means over the seeds. */
    public TableView table() {
        Table table = Table.create("means over the seeds, with intervals of 95 %");
        table.addColumns(
                StringColumn.create("run", List.copyOf(runs.keySet())),
                column("algorithm", all -> all.get(0).algorithm()),
                column("seeds", all -> String.valueOf(all.size())));
        if (classifies) {
            table.addColumns(column("test accuracy (%)", all -> mean(all, run -> 100 * run.metric("test_accuracy"))));
        } else {
            table.addColumns(column("test loss", all -> mean(all, run -> run.metric("test_loss"))));
        }
        table.addColumns(
                column("training (s)", all -> mean(all, run -> run.reading().seconds())));
        if (measured) {
            table.addColumns(column("energy (J)", all -> mean(all, RunSummary::joules)));
        }
        if (measured && classifies) {
            table.addColumns(column(target() + " (J)", all -> mean(all, run -> run.joulesToReach(accuracy))));
        }
        table.addColumns(column("source", all -> all.get(0).reading().source()));
        return TableView.ofTexts(table);
    }

    /** A row for each configuration but the first: its ratios to the first. */
    public TableView ratios() {
        Table table = Table.create("against " + baseline + ", with intervals of 95 %");
        table.addColumns(
                StringColumn.create("ratio", others.stream().map(name -> name + " / " + baseline)),
                StringColumn.create(
                        "compared", comparisons.stream().map(c -> c.isPaired() ? "seed by seed" : "as wholes")),
                texts("time", Comparison::timeRatio));
        if (measured) {
            table.addColumns(texts("energy", Comparison::energyRatio));
        }
        if (measured && classifies) {
            table.addColumns(texts(target(), c -> c.energyRatioToReach(accuracy)));
        }
        if (classifies) {
            table.addColumns(texts(
                    "accuracy difference (points)",
                    c -> c.difference("test_accuracy").times(100)));
        }
        return TableView.ofTexts(table);
    }

    /** What the intervals say, in sentences. */
    public DisplayData verdict() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < comparisons.size(); i++) {
            Comparison comparison = comparisons.get(i);
            lines.add(others.get(i) + " and " + baseline + ":");
            lines.add("  time: " + ratio(comparison.timeRatio()));
            if (measured) {
                lines.add("  energy: " + ratio(comparison.energyRatio()));
            }
            if (classifies) {
                lines.add("  accuracy: "
                        + difference(comparison.difference("test_accuracy").times(100)));
            }
        }
        if (runs.values().stream().flatMap(List::stream).anyMatch(ComparisonView::isEstimated)) {
            lines.add("The energy is estimated; its intervals are those over the seeds.");
        }
        return new DisplayData(String.join("\n", lines));
    }

    /** Mean energy of each configuration, or its time where no energy was measured. */
    public Figure figure() {
        List<Estimate> means = runs.values().stream()
                .map(all -> Confidence.ofMean(all.stream()
                        .mapToDouble(
                                run -> measured ? run.joules() : run.reading().seconds())
                        .toArray()))
                .toList();
        return Figure.of(measured ? "Training energy" : "Training time")
                .bars(
                        "mean",
                        List.copyOf(runs.keySet()),
                        means.stream().mapToDouble(Estimate::value).toArray(),
                        means.stream()
                                .mapToDouble(m -> m.isBounded() ? m.high() - m.value() : 0)
                                .toArray())
                .yAxis(measured ? "energy (J)" : "time (s)");
    }

    private static String ratio(Estimate ratio) {
        if (!ratio.isBounded()) {
            return unsure("a ratio of " + Numbers.brief(ratio.value()));
        }
        String range = "between " + EstimateText.range(ratio, " and ") + " times";
        if (!ratio.excludes(1)) {
            return "no significant difference (" + range + ").";
        }
        return (ratio.value() < 1 ? "less, " : "more, ") + range + ".";
    }

    private static String difference(Estimate points) {
        if (!points.isBounded()) {
            return unsure("a difference of " + Numbers.brief(points.value()) + " points");
        }
        String range = "by " + EstimateText.range(points, " to ") + " points";
        if (!points.excludes(0)) {
            return "no significant difference (" + range + ").";
        }
        return (points.value() < 0 ? "lower, " : "higher, ") + range + ".";
    }

    private static String unsure(String found) {
        return found + "; one seed says nothing of its spread, so it may be chance.";
    }

    private static boolean isEstimated(RunSummary run) {
        return run.reading().devices().stream().anyMatch(device -> device.source() == EnergySource.ESTIMATE);
    }

    private String target() {
        return "energy to reach " + Numbers.brief(100 * accuracy) + " %";
    }

    private boolean all(ToDoubleFunction<RunSummary> quantity) {
        return runs.values().stream().flatMap(List::stream).noneMatch(run -> Double.isNaN(quantity.applyAsDouble(run)));
    }

    private static String mean(List<RunSummary> runs, ToDoubleFunction<RunSummary> quantity) {
        return EstimateText.of(
                Confidence.ofMean(runs.stream().mapToDouble(quantity).toArray()));
    }

    private StringColumn column(String name, Function<List<RunSummary>, String> cell) {
        return StringColumn.create(name, runs.values().stream().map(cell));
    }

    private StringColumn texts(String name, Function<Comparison, Estimate> part) {
        return StringColumn.create(name, comparisons.stream().map(part).map(EstimateText::of));
    }
}
