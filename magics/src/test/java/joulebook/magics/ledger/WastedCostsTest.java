package joulebook.magics.ledger;

import static joulebook.magics.ledger.Examples.cell;
import static joulebook.magics.ledger.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;

import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellResult.Status;
import joulebook.ml.energy.Reading;
import org.junit.jupiter.api.Test;

class WastedCostsTest {
    private final Ledger ledger = Examples.temporaryLedger();

    @Test
    void nothingIsCountedTwice() {
        train(1, "%%train a", Status.INTERRUPTED, 7); // its run is overwritten below, but the cell is counted already
        cell(ledger, 2, "1 / 0", Status.ERROR, 10);
        cell(ledger, 3, "1 / 0", Status.ERROR, 20); // failed, not repeated
        cell(ledger, 4, "x", Status.OK, 1);
        cell(ledger, 5, "x", Status.OK, 2);
        cell(ledger, 6, "x", Status.OK, 4);
        train(7, "%%train b", Status.OK, 50);
        train(8, "%%train c", Status.OK, 60);
        WastedCosts waste = WastedCosts.of(ledger.costs());
        assertThat(waste.interrupted()).extracting(CellCost::cell).containsExactly(1);
        assertThat(waste.failed()).extracting(CellCost::cell).containsExactly(2, 3);
        assertThat(waste.repeated()).extracting(CellCost::cell).containsExactly(4, 5);
        assertThat(waste.overwritten()).extracting(RunCost::index).containsExactly(7);
        assertThat(waste.readings().stream().mapToDouble(Reading::joules).sum()).isEqualTo(8 + 30 + 3 + 50);
    }

    @Test
    void aCellOfTheNotebookIsTheSameWhateverItsText() {
        for (String text : new String[] {"x", "x + 1"}) {
            ledger.begin();
            ledger.end(new Cell(1, text, false, true, "the cell"), Status.OK, Examples.joules(1));
        }
        assertThat(WastedCosts.of(ledger.costs()).repeated()).hasSize(1);
    }

    /** A cell that costs a joule more than the training in it. */
    private void train(int number, String code, Status status, double joules) {
        ledger.begin();
        ledger.add("bp", run("bp", 0, joules, 0.9));
        ledger.end(new Cell(number, code, false, true), status, Examples.joules(joules + 1));
    }
}
