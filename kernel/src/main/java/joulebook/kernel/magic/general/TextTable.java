package joulebook.kernel.magic.general;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.kernel.display.DisplayTable;

/** A small table of texts, written row by row. */
final class TextTable {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... header) {
        this.header = List.of(header);
    }

    /** Adds a row with as many cells as the header has. */
    TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    DisplayTable display() {
        List<DisplayTable.Column> columns = IntStream.range(0, header.size())
                .mapToObj(i -> new DisplayTable.Column(
                        header.get(i),
                        false,
                        rows.stream().map(row -> row.get(i)).toList()))
                .toList();
        return new DisplayTable("", columns, 0, 0);
    }
}
