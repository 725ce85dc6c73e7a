package joulebook.magics.energy;

import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.ledger.Costs;
import joulebook.magics.ledger.RunCost;
import joulebook.magics.view.FrontierView;
import joulebook.ml.math.ParetoFront;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %energy frontier}. */
@Command(
        name = "frontier",
        description = "Draw energy against test accuracy for all trainings of this session, and those that no other"
                + " beats in both.")
final class Frontier extends EnergyVerb {
    @Option(names = "--all", description = "The trainings of earlier sessions of this notebook too.")
    private boolean all;

    @Override
    protected Object call(MagicContext context) {
        List<Costs> sessions =
                all ? session().ledger().sessions() : List.of(session().ledger().costs());
        List<RunCost> runs = sessions.stream()
                .flatMap(session -> session.runs().stream())
                .filter(run -> !Double.isNaN(joules(run)) && !Double.isNaN(accuracy(run)))
                .toList();
        if (runs.isEmpty()) {
            throw new UserError(
                    "No training of this session has a test accuracy and a measured energy.",
                    "Train one with %%train.");
        }
        FrontierView view = new FrontierView(runs, ParetoFront.of(runs, Frontier::joules, Frontier::accuracy));
        context.display(view.figure());
        return view.table();
    }

    private static double joules(RunCost run) {
        return run.run().joules();
    }

    private static double accuracy(RunCost run) {
        return run.run().metric("test_accuracy");
    }
}
