package joulebook.magics.energy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.ledger.Costs;
import joulebook.magics.ledger.Ledger;
import joulebook.magics.ledger.RunCost;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingRuns;

/** Finds trainings by name: a variable of the session, or else what the ledger kept under the name. */
final class RunNames {
    private RunNames() {}

    /** The runs of a name; of the ledger those of the cell that last trained under it. */
    static List<RunSummary> find(String name, MagicContext context, Ledger ledger) {
        Optional<Object> variable = context.variable(name);
        if (variable.isPresent()) {
            return RunSummary.of(TrainingRuns.of(variable.get()));
        }
        List<Costs> sessions = ledger.sessions();
        for (int i = sessions.size() - 1; i >= 0; i--) {
            List<RunSummary> found = latest(name, sessions.get(i).runs());
            if (!found.isEmpty()) {
                return found;
            }
        }
        String known = sessions.stream()
                .flatMap(session -> session.runs().stream())
                .map(RunCost::name)
                .distinct()
                .collect(Collectors.joining(", "));
        throw new UserError(
                "There is no training named " + name + ", neither a variable nor in the ledger.",
                known.isEmpty() ? "%%train leaves one." : "The ledger has: " + known + ".");
    }

    private static List<RunSummary> latest(String name, List<RunCost> all) {
        List<RunCost> named =
                all.stream().filter(run -> run.name().equals(name)).toList();
        int last = named.stream().mapToInt(RunCost::index).max().orElse(0);
        return named.stream()
                .filter(run -> run.index() == last)
                .map(RunCost::run)
                .toList();
    }
}
