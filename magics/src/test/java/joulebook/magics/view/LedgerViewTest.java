package joulebook.magics.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import joulebook.magics.ledger.CellCost;
import joulebook.magics.ledger.Costs;
import joulebook.magics.ledger.Examples;
import joulebook.magics.ledger.RunCost;
import org.junit.jupiter.api.Test;

class LedgerViewTest {
    private static LedgerView view(int rows, List<CellCost> cells, RunCost... runs) {
        return new LedgerView(List.of(new Costs(cells, List.of(runs))), UnaryOperator.identity(), rows);
    }

    private static CellCost cell(int index, int number, double joules) {
        return Examples.cost(index, number, Examples.joules(joules));
    }

    @Test
    void aCellThatIsNotCountedAddsToTheBarOfTheOneBefore() {
        LedgerView view = view(50, List.of(cell(1, 1, 2), cell(2, 1, 5), cell(3, 2, 3)));
        assertThat(view.figure().toPlotly().toString())
                .contains("[\"1\",\"2\"]")
                .contains("[7.0,3.0]");
        assertThat(view.table().toString()).contains("10 J");
    }

    @Test
    void trainingsStandBelowTheirCell() {
        RunCost run = new RunCost(1, "net", Examples.run("mf", 4, 3, 0.975));
        LedgerView view = view(50, List.of(cell(1, 1, 4), cell(2, 2, 5)), run);
        assertThat(view.table().toString().lines().map(String::strip))
                .anyMatch(line -> line.startsWith("↳ net, mf, seed 4: 97.5 %") && line.contains("3 J"));
        assertThat(view.table().toString()).contains("9 J"); // the sum of the cells alone
    }

    @Test
    void aLongLedgerShowsItsEndAndTheSumOfAll() {
        List<CellCost> cells =
                IntStream.rangeClosed(1, 30).mapToObj(i -> cell(i, i, 2)).toList();
        String table = view(5, cells).table().toString();
        assertThat(table).contains("the last 5 of 30").contains("60 J");
        assertThat(table.lines()).hasSizeLessThan(10);
    }
}
