package joulebook.magics.scaling;

import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.text.Numbers;
import joulebook.magics.view.EstimatesView;
import joulebook.ml.energy.Units;
import joulebook.ml.scaling.Allocation;
import joulebook.ml.scaling.EnergyLaw;
import joulebook.ml.scaling.ScalingFit;
import joulebook.ml.scaling.ScalingPoints;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code %scalinglaw allocate}. */
@Command(
        name = "allocate",
        description = "The model size N and the examples D that lead to the lowest loss on a budget, by a fitted law of"
                + " both, with 95 %% intervals.")
final class Allocate extends ScalingVerb {
    @Parameters(paramLabel = "NAME", description = "The variable that %%scalinglaw fit or sweep left.")
    private String name;

    @ArgGroup(multiplicity = "1")
    private Budget budget;

    @Option(
            names = "--sweep",
            paramLabel = "TABLE",
            description =
                    "The variable with the trainings whose joules tell what others need, with columns N, D and joules"
                            + " (default ${DEFAULT-VALUE}).")
    private String sweep = "sweep";

    /** What there is to spend. */
    static final class Budget {
        @Option(names = "--budget", paramLabel = "FLOPS", description = "Floating-point operations, 6 N D.")
        private Double flops;

        @Option(
                names = "--joules",
                paramLabel = "JOULES",
                description = "Joules, by a law J = D (a + 6 b N) that is fitted to those of a sweep.")
        private Double joules;
    }

    @Override
    protected Object call(MagicContext context) {
        ScalingFit fit = fit(context, name);
        if (budget.flops != null) {
            Allocation best = Allocation.ofFlops(fit, budget.flops);
            return EstimatesView.of("best use of " + Numbers.brief(budget.flops) + " operations, by " + name, best);
        }
        Allocation best = Allocation.ofJoules(fit, energy(table(context, sweep)), budget.joules);
        return EstimatesView.of("best use of " + Units.text(budget.joules, "J") + ", by " + name, best);
    }

    private ScalingFit energy(Table table) {
        if (table.columnNames().contains("joules")) {
            Table measured = table.where(table.numberColumn("joules").isNotMissing());
            if (!measured.isEmpty()) {
                EnergyLaw law = new EnergyLaw();
                return ScalingFit.of(law, ScalingPoints.of(measured, law.inputs(), "joules"), ScalingFit.RESAMPLES, 0);
            }
        }
        throw new UserError(
                "The table " + sweep + " has no measured joules.",
                "%energy source says what is measured, and why not.");
    }
}
