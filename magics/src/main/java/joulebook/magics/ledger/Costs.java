package joulebook.magics.ledger;

import java.util.List;
import java.util.Optional;
import joulebook.ml.energy.Reading;

/**
 * What a session cost.
 *
 * @param cells in the order in which they ran
 * @param runs the trainings inside them, in the order in which they ended
 */
public record Costs(List<CellCost> cells, List<RunCost> runs) {
    static Costs of(List<Row> rows) {
        return new Costs(only(CellCost.class, rows), only(RunCost.class, rows));
    }

    /** All cells together; empty if there is none. */
    public Optional<Reading> total() {
        return cells.stream().map(CellCost::reading).reduce(Reading::plus);
    }

    private static <T extends Row> List<T> only(Class<T> type, List<Row> rows) {
        return rows.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
