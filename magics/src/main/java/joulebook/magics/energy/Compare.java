package joulebook.magics.energy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.RunVariables;
import joulebook.magics.view.ComparisonView;
import joulebook.ml.train.Comparison;
import joulebook.ml.train.RunSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %energy compare}. */
@Command(
        name = "compare",
        description =
                "Compare trainings by accuracy, time and energy, with intervals of 95 %% over the seeds; the first"
                        + " is the baseline. Runs of the same seed are compared with each other.")
final class Compare extends EnergyVerb {
    @Parameters(
            paramLabel = "RUN",
            arity = "1..*",
            completionCandidates = RunVariables.class,
            description = "Variables that %%train left, or their names in the ledger.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "ACCURACY",
            description = "Compare the energy until this test accuracy too, from 0 to 1 (default: the highest that all"
                    + " runs reached).")
    private Double target;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "A variable for the comparisons with the baseline, as a Comparison[].")
    private String name = "";

    @Override
    protected Object call(MagicContext context) {
        if (names.stream().distinct().count() < 2) {
            throw new UserError(
                    "%energy compare needs two runs or more, but got one.", "Name the variables that %%train left.");
        }
        Map<String, List<RunSummary>> runs = new LinkedHashMap<>();
        names.forEach(run -> runs.put(run, RunNames.find(run, context, session().ledger())));
        List<RunSummary> baseline = runs.get(names.get(0));
        Comparison[] comparisons = runs.values().stream()
                .skip(1)
                .map(other -> new Comparison(baseline, other))
                .toArray(Comparison[]::new);
        if (!name.isEmpty()) {
            context.define(name, Comparison[].class, comparisons);
        }
        ComparisonView view = new ComparisonView(runs, List.of(comparisons), accuracy(runs));
        context.display(view.figure());
        context.display(view.table());
        context.display(view.ratios());
        return view.verdict();
    }

    private double accuracy(Map<String, List<RunSummary>> runs) {
        if (target == null) {
            return Comparison.accuracyAllReached(
                    runs.values().stream().flatMap(List::stream).toList());
        }
        if (!(target >= 0 && target <= 1)) {
            throw new UserError("--to is " + target + ", but an accuracy is from 0 to 1.");
        }
        return target;
    }
}
