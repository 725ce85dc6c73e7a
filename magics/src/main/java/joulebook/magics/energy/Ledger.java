package joulebook.magics.energy;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellResult;
import joulebook.ml.energy.Reading;

/** What each cell of the session cost, failed ones too, in the order in which they ran. */
public final class Ledger {
    private final List<Entry> entries = new ArrayList<>();

    /** One cell's cost. */
    public record Entry(Cell cell, CellResult.Status status, Reading reading) {
        /** The first line of the cell that is not empty. */
        String title() {
            return cell.code()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("")
                    .strip();
        }
    }

    synchronized void add(Entry entry) {
        entries.add(entry);
    }

    /** All cells so far. */
    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }
}
