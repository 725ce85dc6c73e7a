package joulebook.magics.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import joulebook.magics.plot.Figure;
import joulebook.ml.train.Comparison;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;
import joulebook.ml.train.TrainingRuns.Spread;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Several configurations beside each other: what each reached and cost, and its ratios to the first. */
public final class ComparisonView {
    private final Map<String, TrainingRuns> runs;
    private final List<Comparison> comparisons;
    private final String baseline;

    /**
     * @param runs by name, at least two; the first is the baseline
     * @param comparisons of the others with the baseline, in their order
     */
    public ComparisonView(Map<String, TrainingRuns> runs, List<Comparison> comparisons) {
        this.runs = runs;
        this.comparisons = comparisons;
        this.baseline = runs.keySet().iterator().next();
    }

    /** A row for each configuration: mean and standard deviation over the seeds. */
    public TableView table() {
        Table table = Table.create("mean ± standard deviation over seeds");
        table.addColumns(
                StringColumn.create("run", List.copyOf(runs.keySet())),
                column("algorithm", all -> first(all).algorithm()),
                column("seeds", all -> String.valueOf(all.runs().size())));
        if (classifies()) {
            table.addColumns(column("test accuracy (%)", all -> spread(all, run -> 100 * run.metric("test_accuracy"))));
        } else {
            table.addColumns(column("test loss", all -> spread(all, run -> run.metric("test_loss"))));
        }
        table.addColumns(
                column("training (s)", all -> spread(all, run -> run.reading().seconds())),
                column(
                        "energy (J)",
                        all -> measured(all) ? spread(all, run -> run.reading().joules()) : ""),
                column("source", all -> first(all).reading().source()));
        return TableView.of(table);
    }

    /** A row for each configuration but the first: its ratios to the first, seed by seed. */
    public TableView ratios() {
        Table table = Table.create("against " + baseline + ", seed by seed");
        List<String> others = new ArrayList<>(runs.keySet());
        others.remove(baseline);
        table.addColumns(
                StringColumn.create("ratio", others.stream().map(name -> name + " / " + baseline)),
                StringColumn.create("time", texts(comparisons, Comparison::timeRatio)),
                StringColumn.create("energy", texts(comparisons, Comparison::energyRatio)));
        if (classifies()) {
            table.addColumns(StringColumn.create(
                    "accuracy difference (points)",
                    texts(comparisons, c -> c.difference("test_accuracy").times(100))));
        }
        return TableView.of(table);
    }

    /** Mean energy of each configuration, or its time where no energy was measured. */
    public Figure figure() {
        boolean energy = runs.values().stream().allMatch(ComparisonView::measured);
        List<Spread> spreads = runs.values().stream()
                .map(all -> all.spread(
                        run -> energy ? run.reading().joules() : run.reading().seconds()))
                .toList();
        return Figure.of(energy ? "Training energy" : "Training time")
                .bars(
                        "mean",
                        List.copyOf(runs.keySet()),
                        spreads.stream().mapToDouble(Spread::mean).toArray(),
                        spreads.stream()
                                .mapToDouble(s -> s.runs() > 1 ? s.standardDeviation() : 0)
                                .toArray())
                .yAxis(energy ? "energy (J)" : "time (s)");
    }

    private boolean classifies() {
        return runs.values().stream().allMatch(all -> first(all).metrics().containsKey("test_accuracy"));
    }

    private static boolean measured(TrainingRuns all) {
        return !first(all).reading().devices().isEmpty();
    }

    private static TrainingRun first(TrainingRuns all) {
        return all.runs().get(0);
    }

    private static String spread(TrainingRuns all, ToDoubleFunction<TrainingRun> quantity) {
        return RunsView.text(all.spread(quantity));
    }

    private StringColumn column(String name, Function<TrainingRuns, String> cell) {
        return StringColumn.create(name, runs.values().stream().map(cell));
    }

    private static List<String> texts(List<Comparison> comparisons, Function<Comparison, Spread> part) {
        return comparisons.stream().map(part).map(RunsView::text).toList();
    }
}
