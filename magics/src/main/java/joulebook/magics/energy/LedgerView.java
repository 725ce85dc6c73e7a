package joulebook.magics.energy;

import java.util.List;
import java.util.Locale;
import joulebook.magics.plot.Figure;
import joulebook.magics.view.TableView;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Units;
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
            String status = entry.status().name().toLowerCase(Locale.ROOT);
            append(table, String.valueOf(entry.cell().number()), shown, status, entry.reading());
        }
        Reading sum = entries.stream()
                .map(Ledger.Entry::reading)
                .reduce(Reading::plus)
                .orElseThrow();
        append(table, "all", "", "", sum);
        return TableView.of(table, table.rowCount());
    }

    /** Joules by cell. */
    static Figure figure(List<Ledger.Entry> entries) {
        return Figure.of("Energy by cell")
                .bars(
                        "energy",
                        entries.stream()
                                .map(e -> String.valueOf(e.cell().number()))
                                .toList(),
                        entries.stream().mapToDouble(e -> e.reading().joules()).toArray())
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
