package joulebook.magics.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import joulebook.ml.energy.Reading;

/**
 * The part of a session's cost that left nothing behind. What is counted in one list is in no other.
 *
 * @param failed cells that ended with an error
 * @param interrupted cells that were interrupted
 * @param repeated cells that ran through and were run again later: the same cell of the notebook, or the same text
 *     where the front end does not say which cell it is
 * @param overwritten trainings, in none of those cells, whose name was given to a later cell's training
 */
public record WastedCosts(
        List<CellCost> failed, List<CellCost> interrupted, List<CellCost> repeated, List<RunCost> overwritten) {
    /** Finds the waste of one session. */
    public static WastedCosts of(Costs session) {
        List<CellCost> failed = ended(Outcome.FAILED, session);
        List<CellCost> interrupted = ended(Outcome.INTERRUPTED, session);
        List<CellCost> repeated = repeated(session.cells());
        Set<Integer> wasted = new HashSet<>();
        Stream.of(failed, interrupted, repeated).flatMap(List::stream).forEach(cell -> wasted.add(cell.index()));
        List<RunCost> overwritten = session.runs().stream()
                .filter(run -> !wasted.contains(run.index()))
                .filter(run -> session.runs().stream()
                        .anyMatch(later -> later.name().equals(run.name()) && later.index() > run.index()))
                .toList();
        return new WastedCosts(failed, interrupted, repeated, overwritten);
    }

    /** The readings of all of it. */
    public List<Reading> readings() {
        return Stream.concat(
                        Stream.of(failed, interrupted, repeated)
                                .flatMap(List::stream)
                                .map(CellCost::reading),
                        overwritten.stream().map(run -> run.run().reading()))
                .toList();
    }

    private static List<CellCost> ended(Outcome outcome, Costs session) {
        return session.cells().stream()
                .filter(cell -> cell.outcome() == outcome)
                .toList();
    }

    private static List<CellCost> repeated(List<CellCost> cells) {
        Set<String> later = new HashSet<>();
        List<CellCost> repeated = new ArrayList<>();
        for (int i = cells.size() - 1; i >= 0; i--) {
            if (cells.get(i).outcome() == Outcome.OK && !later.add(cells.get(i).identity())) {
                repeated.add(0, cells.get(i));
            }
        }
        return repeated;
    }
}
