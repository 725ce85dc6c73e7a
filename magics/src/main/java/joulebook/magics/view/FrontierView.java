package joulebook.magics.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joulebook.magics.ledger.RunCost;
import joulebook.magics.plot.Figure;
import joulebook.magics.text.Numbers;
import joulebook.ml.energy.Units;

/** Trainings by energy and test accuracy. */
public final class FrontierView {
    private final List<RunCost> runs;
    private final List<RunCost> front;

    /**
     * @param runs all, with a measured energy and an accuracy; at least one
     * @param front those that no other beats in both, cheapest first
     */
    public FrontierView(List<RunCost> runs, List<RunCost> front) {
        this.runs = runs;
        this.front = front;
    }

    /** A dot for each training, a colour for each algorithm, and a line through the front. */
    public Figure figure() {
        Figure figure = Figure.of("Energy and accuracy")
                .xAxis("training energy (J)")
                .yAxis("test accuracy (%)")
                .line("front", joules(front), accuracies(front));
        Map<String, List<RunCost>> byAlgorithm = runs.stream()
                .collect(Collectors.groupingBy(run -> run.run().algorithm(), LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<RunCost>> group : byAlgorithm.entrySet()) {
            figure = figure.points(group.getKey(), joules(group.getValue()), accuracies(group.getValue()));
        }
        return figure;
    }

    /** A row for each training on the front, cheapest first. */
    public TableView table() {
        TextRows rows = new TextRows(
                front.size() + " of " + runs.size() + " trainings that no other beats in both",
                "name",
                "algorithm",
                "seed",
                "test accuracy (%)",
                "energy",
                "time");
        for (RunCost run : front) {
            rows.row(
                    run.name(),
                    run.run().algorithm(),
                    String.valueOf(run.run().seed()),
                    Numbers.brief(100 * run.run().metric("test_accuracy")),
                    Units.text(run.run().joules(), "J"),
                    Units.text(run.run().reading().seconds(), "s"));
        }
        return rows.view();
    }

    private static double[] joules(List<RunCost> runs) {
        return runs.stream().mapToDouble(run -> run.run().joules()).toArray();
    }

    private static double[] accuracies(List<RunCost> runs) {
        return runs.stream()
                .mapToDouble(run -> 100 * run.run().metric("test_accuracy"))
                .toArray();
    }
}
