package joulebook.magics.scaling;

import java.util.Arrays;
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
    private static final String JOULES = "joules";
    /** How much more an example must cost with the largest model than with the smallest for the rise to count. */
    private static final double LEAST_RISE = 1.05;

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
        if (!table.columnNames().contains(JOULES) || table.numberColumn(JOULES).countMissing() == table.rowCount()) {
            throw new UserError(
                    "The table " + sweep + " has no measured joules.",
                    "%energy source says what is measured, and why not.");
        }
        EnergyLaw law = new EnergyLaw();
        Table measured = table.where(table.numberColumn(JOULES).isNotMissing());
        ScalingPoints points = ScalingPoints.of(measured, law.inputs(), JOULES);
        ScalingFit fit = ScalingFit.of(law, points, ScalingFit.RESAMPLES, 0);
        double largest = Arrays.stream(points.input(0)).max().orElseThrow();
        double smallest = Arrays.stream(points.input(0)).min().orElseThrow();
        if (law.loss(fit.parameters(), largest, 1) < LEAST_RISE * law.loss(fit.parameters(), smallest, 1)) {
            throw new UserError(
                    "The joules of " + sweep + " do not grow with N, so that they set no limit to the model.",
                    "Sweep larger models, while nothing else runs.");
        }
        return fit;
    }
}
