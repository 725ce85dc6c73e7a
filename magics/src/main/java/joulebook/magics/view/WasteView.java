package joulebook.magics.view;

import java.util.List;
import java.util.Locale;
import joulebook.magics.ledger.CellCost;
import joulebook.magics.ledger.Costs;
import joulebook.magics.ledger.RunCost;
import joulebook.magics.ledger.WastedCosts;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Units;

/** What of a session's cost left nothing behind. */
public final class WasteView {
    private final TextRows rows =
            new TextRows("cost that left nothing behind", "what", "count", "time", "energy", "share");
    private final Reading total;

    private WasteView(Reading total) {
        this.total = total;
    }

    /** A row for each kind of waste, their sum, and the whole session. */
    public static TableView table(Costs session, WastedCosts waste) {
        WasteView view = new WasteView(session.total().orElseThrow());
        view.add("cells that failed", cells(waste.failed()));
        view.add("cells that were interrupted", cells(waste.interrupted()));
        view.add("cells that were run again", cells(waste.repeated()));
        view.add(
                "trainings whose name a later one took",
                waste.overwritten().stream()
                        .map(RunCost::run)
                        .map(run -> run.reading())
                        .toList());
        view.add("all of these", waste.readings());
        view.add("session", cells(session.cells()));
        return view.rows.view();
    }

    private static List<Reading> cells(List<CellCost> cells) {
        return cells.stream().map(CellCost::reading).toList();
    }

    private void add(String what, List<Reading> readings) {
        double joules = readings.stream().mapToDouble(Reading::joules).sum();
        double seconds = readings.stream().mapToDouble(Reading::seconds).sum();
        boolean measured = total.joules() > 0;
        rows.row(
                what,
                String.valueOf(readings.size()),
                Units.text(seconds, "s"),
                measured ? Units.text(joules, "J") : "",
                measured ? String.format(Locale.ROOT, "%.0f %%", 100 * joules / total.joules()) : "");
    }
}
