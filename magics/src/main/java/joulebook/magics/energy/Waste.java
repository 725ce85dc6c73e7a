package joulebook.magics.energy;

import joulebook.kernel.magic.MagicContext;
import joulebook.magics.ledger.Costs;
import joulebook.magics.ledger.WastedCosts;
import joulebook.magics.view.WasteView;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;

/** {@code %energy waste}. */
@Command(
        name = "waste",
        description = "Show what this session spent on cells that failed, were interrupted or were run again later, and"
                + " on trainings whose variable a later one took.")
final class Waste extends EnergyVerb {
    @Override
    protected Object call(MagicContext context) {
        Costs costs = session().ledger().costs();
        if (costs.cells().isEmpty()) {
            return new DisplayData("No cell has been measured yet.");
        }
        return WasteView.table(costs, WastedCosts.of(costs));
    }
}
