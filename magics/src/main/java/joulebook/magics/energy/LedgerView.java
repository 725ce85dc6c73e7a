package joulebook.magics.energy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joulebook.magics.plot.Figure;
import joulebook.magics.view.TableView;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Units;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The ledger as a table and as bars. */
final class LedgerView {
    private static final int TITLE_LENGTH = 40;

    private LedgerView() {}

    /** A row for each cell, and their sum. */
    static TableView table(List<Ledger.Entry> entries) {
        Table table = Table.create(
                "energy by cell",
                StringColumn.create("cell"),
                StringColumn.create("code"),
                StringColumn.create("status"),
                StringColumn.create("time"),
                StringColumn.create("energy"),
                StringColumn.create("CO₂e"),
                StringColumn.create("source"));
        for (Ledger.Entry entry : entries) {
            String title = entry.title();
            String shown = title.length() > TITLE_LENGTH ? title.substring(0, TITLE_LENGTH - 1) + "…" : title;
            append(table, String.valueOf(entry.cell().number()), shown, status(entry), entry.reading());
        }
        Reading sum = entries.stream()
                .map(Ledger.Entry::reading)
                .reduce(Reading::plus)
                .orElseThrow();
        append(table, "all", "", "", sum);
        return TableView.of(table, table.rowCount());
    }

    /** The ledger with plain numbers: s, J (and the ends of its interval) and g; missing where not measured. */
    static Table numbers(List<Ledger.Entry> entries) {
        Table table = Table.create(
                "energy by cell",
                IntColumn.create("cell"),
                StringColumn.create("code"),
                StringColumn.create("status"),
                DoubleColumn.create("seconds"),
                DoubleColumn.create("joules"),
                DoubleColumn.create("low"),
                DoubleColumn.create("high"),
                DoubleColumn.create("grams"),
                StringColumn.create("source"));
        for (Ledger.Entry entry : entries) {
            Reading reading = entry.reading();
            boolean measured = !reading.devices().isEmpty();
            table.intColumn("cell").append(entry.cell().number());
            table.stringColumn("code").append(entry.cell().code());
            table.stringColumn("status").append(status(entry));
            table.doubleColumn("seconds").append(reading.seconds());
            table.doubleColumn("joules").append(measured ? reading.joules() : Double.NaN);
            table.doubleColumn("low").append(measured ? reading.low() : Double.NaN);
            table.doubleColumn("high").append(measured ? reading.high() : Double.NaN);
            table.doubleColumn("grams").append(measured ? reading.grams() : Double.NaN);
            table.stringColumn("source").append(reading.source());
        }
        return table;
    }

    private static String status(Ledger.Entry entry) {
        return entry.status().name().toLowerCase(Locale.ROOT);
    }

    /** Joules by the number of the cell, which a cell that is not counted shares with the one before. */
    static Figure figure(List<Ledger.Entry> entries) {
        Map<String, Double> joules = new LinkedHashMap<>();
        entries.forEach(entry -> joules.merge(
                String.valueOf(entry.cell().number()), entry.reading().joules(), Double::sum));
        return Figure.of("Energy by cell")
                .bars("energy", List.copyOf(joules.keySet()), List.copyOf(joules.values()))
                .xAxis("cell")
                .yAxis("energy (J)");
    }

    private static void append(Table table, String cell, String code, String status, Reading reading) {
        boolean measured = !reading.devices().isEmpty();
        List<String> row = List.of(
                cell,
                code,
                status,
                Units.text(reading.seconds(), "s"),
                measured ? Units.text(reading.joules(), "J") : "",
                measured ? Units.text(reading.grams(), "g") : "",
                reading.source());
        for (int column = 0; column < row.size(); column++) {
            table.stringColumn(column).append(row.get(column));
        }
    }
}
