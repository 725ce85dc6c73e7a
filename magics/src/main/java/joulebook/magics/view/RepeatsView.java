package joulebook.magics.view;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import joulebook.magics.text.Numbers;
import joulebook.ml.energy.Reading;
import joulebook.ml.math.Confidence;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the repetitions of a cell cost: a row for each, and the mean with its interval of 95 %. */
public final class RepeatsView {
    private RepeatsView() {}

    /** @param readings one for each repetition, at least one */
    public static TableView of(List<Reading> readings) {
        Reading first = readings.get(0);
        StringColumn run = StringColumn.create(
                "run", IntStream.rangeClosed(1, readings.size()).mapToObj(String::valueOf));
        run.append("mean");
        Table table = Table.create("cost of each run; energy by " + first.source(), run);
        add(table, "time (s)", readings, Reading::seconds);
        if (!first.devices().isEmpty()) {
            add(table, "energy (J)", readings, Reading::joules);
            add(table, "CO₂e (mg)", readings, reading -> 1000 * reading.grams());
        }
        return TableView.of(table, table.rowCount());
    }

    private static void add(Table table, String name, List<Reading> readings, ToDoubleFunction<Reading> quantity) {
        double[] values = readings.stream().mapToDouble(quantity).toArray();
        StringColumn column = StringColumn.create(name, Numbers.column(values));
        column.append(EstimateText.of(Confidence.ofMean(values)));
        table.addColumns(column);
    }
}
