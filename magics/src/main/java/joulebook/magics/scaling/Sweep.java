package joulebook.magics.scaling;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.MethodNames;
import joulebook.magics.common.TrainingSetup;
import joulebook.ml.trial.Trial;
import joulebook.ml.trial.TrialData;
import joulebook.ml.trial.TrialGrid;
import joulebook.ml.trial.TrialResult;
import joulebook.ml.trial.TrialRunner;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import tech.tablesaw.api.Table;

/** {@code %scalinglaw sweep}. */
@Command(
        name = "sweep",
        description = "Train a grid of small models in processes of their own, and fit a law to what they reach."
                + " In the table, N is the number of parameters, D the examples gone through (those of the size times the"
                + " epochs), compute 6 N D.")
final class Sweep extends ScalingVerb {
    @ParentCommand
    private ScalingLawMagic scalingLaw;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            completionCandidates = MethodNames.Models.class,
            description = "One of ${COMPLETION-CANDIDATES}, with alternatives (default ${DEFAULT-VALUE}).")
    private String model = "mlp:hidden=8|16|32|64";

    @Option(
            names = "--data",
            paramLabel = "DATA",
            completionCandidates = DataNames.class,
            description = "One of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private String data = "mnist";

    @Option(
            names = "--sizes",
            paramLabel = "N",
            split = ",",
            description = "How many examples to learn from, such as 500,1000,2000 (the default).")
    private List<Integer> sizes = List.of(500, 1000, 2000);

    @Option(
            names = "--test",
            paramLabel = "N",
            description = "How many test examples to judge by (default ${DEFAULT-VALUE}, all).")
    private int test;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            split = ",",
            description = "Of each training, such as 0,1 (default 0).")
    private List<Long> seeds = List.of(0L);

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many trainings at once (default: one for each two processors).")
    private int jobs = TrialRunner.ofThisMachine().jobs();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Of the engine in each training (default: the processors, shared out). With another number the"
                            + " last bits of the results can be others.")
    private int threads;

    @Option(
            names = "--table",
            paramLabel = "VARIABLE",
            description = "The variable for the Table of all trainings (default ${DEFAULT-VALUE}).")
    private String name = "sweep";

    @Mixin
    private TrainingSetup setup;

    @Mixin
    private FitOptions fit;

    /** For completion. */
    static final class DataNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return TrialData.names().iterator();
        }
    }

    @Override
    protected Object call(MagicContext context) throws InterruptedException {
        List<Trial> trials = TrialGrid.of(
                new TrialData(data, 0, test), setup.namedAlgorithm(), setup.options(), model, sizes, seeds);
        fit.requireEnough(trials.size());
        List<TrialResult.Done> done = run(trials, context);
        if (done.isEmpty()) {
            throw new UserError("No training of the sweep ran to its end.");
        }
        Table table = TrialGrid.table(name, done);
        context.define(name, Table.class, table);
        context.display(table);
        return fit.fit(table, context);
    }

    private List<TrialResult.Done> run(List<Trial> trials, MagicContext context) throws InterruptedException {
        List<TrialResult> told = new ArrayList<>();
        String id = UUID.randomUUID().toString();
        context.display(progress(trials.size(), told), id);
        List<TrialResult> results = runner().run(trials, result -> {
            told.add(result);
            if (result instanceof TrialResult.Done done) {
                scalingLaw.ledger().add(nameOf(done.trial()), done.run());
            }
            context.update(progress(trials.size(), told), id);
        });
        return only(TrialResult.Done.class, results);
    }

    private TrialRunner runner() {
        return threads == 0 ? new TrialRunner(jobs) : new TrialRunner(jobs, threads);
    }

    private static <T> List<T> only(Class<T> kind, List<TrialResult> results) {
        return results.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Trainings that differ in their seed alone have the same name in the ledger. */
    private String nameOf(Trial trial) {
        return name + "/" + trial.model() + "/" + trial.data().train();
    }

    private static DisplayData progress(int all, List<TrialResult> told) {
        List<TrialResult.Failed> failed = only(TrialResult.Failed.class, told);
        String text = told.size() - failed.size() + " of " + all + " trainings are done";
        if (failed.isEmpty()) {
            return new DisplayData(text + ".");
        }
        TrialResult.Failed last = failed.get(failed.size() - 1);
        return new DisplayData(text + ", " + failed.size() + " failed, the last "
                + last.trial().model() + ": " + last.reason());
    }
}
