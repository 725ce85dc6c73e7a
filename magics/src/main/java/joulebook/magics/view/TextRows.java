package joulebook.magics.view;

import java.util.ArrayList;
import java.util.List;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Units;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table of text that is written row by row. */
final class TextRows {
    private final Table table;

    TextRows(String title, String... columns) {
        table = Table.create(title);
        for (String column : columns) {
            table.addColumns(StringColumn.create(column));
        }
    }

    TextRows row(String... cells) {
        for (int column = 0; column < cells.length; column++) {
            table.stringColumn(column).append(cells[column]);
        }
        return this;
    }

    /** A row that ends with a reading's time, energy, CO2e and source; what was not measured is empty. */
    TextRows row(Reading reading, String... first) {
        boolean measured = !reading.devices().isEmpty();
        List<String> cells = new ArrayList<>(List.of(first));
        cells.add(Units.text(reading.seconds(), "s"));
        cells.add(measured ? Units.text(reading.joules(), "J") : "");
        cells.add(measured ? Units.text(reading.grams(), "g") : "");
        cells.add(reading.source());
        return row(cells.toArray(String[]::new));
    }

    TableView view() {
        return TableView.ofTexts(table);
    }
}
