package joulebook.magics.view;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import joulebook.magics.text.Numbers;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;
import joulebook.ml.train.TrainingRuns.Spread;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Training runs as a table: a row for each seed, and their mean. */
public final class RunsView {
    private RunsView() {}

    /** @param name what the runs are called */
    public static TableView of(String name, TrainingRuns runs) {
        TrainingRun first = runs.runs().get(0);
        boolean whole = runs.runs().stream()
                .allMatch(run -> run.epochs() == first.options().epochs());
        String title = name + ": " + first.algorithm() + " on " + first.dataset() + ", "
                + (whole ? "" : "at most ") + first.options().epochs() + " epochs; energy by "
                + first.reading().source();
        StringColumn seed = StringColumn.create("seed");
        runs.runs().forEach(run -> seed.append(String.valueOf(run.seed())));
        if (runs.runs().size() > 1) {
            seed.append("mean ± sd");
        }
        Table table = Table.create(title, seed);
        if (!whole) {
            add(table, "epochs", runs, TrainingRun::epochs);
        }
        for (String metric : List.of("train_loss", "test_loss", "test_accuracy")) {
            if (first.metrics().containsKey(metric)) {
                boolean percent = metric.equals("test_accuracy");
                add(
                        table,
                        metric.replace('_', ' ') + (percent ? " (%)" : ""),
                        runs,
                        run -> run.metric(metric) * (percent ? 100 : 1));
            }
        }
        add(table, "training (s)", runs, run -> run.reading().seconds());
        if (!first.reading().devices().isEmpty()) {
            add(table, "energy (J)", runs, run -> run.reading().joules());
        }
        return TableView.ofTexts(table);
    }

    /** What a training that was interrupted or failed has left. */
    public static String endedEarly(String name, List<TrainingRun> runs) {
        if (runs.isEmpty()) {
            return "Ended before an epoch was whole: nothing is left of it in " + name + ".";
        }
        String held = runs.stream()
                .map(run -> "seed " + run.seed() + " up to epoch " + run.epochs() + " of "
                        + run.options().epochs())
                .collect(Collectors.joining(", "));
        return "Ended early: " + name + " holds " + held + ".";
    }

    /** Mean and spread, such as {@code 97.71 ± 0.25}, to the spread's two digits; the mean alone for a single run. */
    public static String text(Spread spread) {
        double deviation = spread.standardDeviation();
        return spread.runs() < 2 || !(deviation > 0)
                ? Numbers.brief(spread.mean())
                : Numbers.asSureAs(deviation, spread.mean()) + " ± " + Numbers.asSureAs(deviation, deviation);
    }

    private static void add(Table table, String name, TrainingRuns runs, ToDoubleFunction<TrainingRun> quantity) {
        double[] values = runs.runs().stream().mapToDouble(quantity).toArray();
        StringColumn column = StringColumn.create(name, Numbers.column(values));
        if (runs.runs().size() > 1) {
            column.append(text(runs.spread(quantity)));
        }
        table.addColumns(column);
    }
}
