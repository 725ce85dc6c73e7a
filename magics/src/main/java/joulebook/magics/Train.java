package joulebook.magics;

import ai.djl.Model;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.DataOption;
import joulebook.magics.common.MethodNames;
import joulebook.magics.common.MlMagic;
import joulebook.magics.common.TrainingSetup;
import joulebook.magics.ledger.Ledger;
import joulebook.magics.view.RunsView;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.ModelRecipe;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingAlgorithm;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code %%train}: trains the model that the cell's text makes. */
@Command(
        name = "train",
        description =
                "Train a model. The cell's text is Java whose value is the model, such as new Mlp(784, 500, 500, 10);"
                        + " for each seed it is evaluated anew.")
final class Train extends MlMagic {
    private final Ledger ledger;

    @Mixin
    private DataOption data;

    @Mixin
    private TrainingSetup setup;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            completionCandidates = MethodNames.Models.class,
            description = "The model, where the cell has no text below: one of ${COMPLETION-CANDIDATES} for the data at"
                    + " hand, with settings such as mlp:hidden=500-500; or Java.")
    private String model = "";

    @Option(
            names = {"--seed", "--seeds"},
            paramLabel = "N",
            split = ",",
            description = "One training for each seed, such as 0,1,2 (default 0).")
    private List<Long> seeds = List.of(0L);

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "The variable for the result (default ${DEFAULT-VALUE}): a TrainingRun, or TrainingRuns for"
                    + " several seeds.")
    private String name = "run";

    Train(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    protected Object call(MagicContext context) throws Exception {
        List<TrainingAlgorithm> algorithms = setup.algorithms();
        TrainTest examples = data.load(context, "mnist");
        for (TrainingAlgorithm algorithm : algorithms) {
            train(algorithm, nameOf(algorithm, algorithms.size()), examples, context);
        }
        return null;
    }

    /** With several algorithms each leaves a variable of its own, such as {@code run_mf}. */
    private String nameOf(TrainingAlgorithm algorithm, int algorithms) {
        return algorithms == 1 ? name : name + "_" + algorithm.id().replace('-', '_');
    }

    private void train(TrainingAlgorithm algorithm, String variable, TrainTest examples, MagicContext context)
            throws Exception {
        TrainingOptions options = setup.options();
        TrainingChart chart = new TrainingChart(
                context, algorithm.id() + " on " + examples.train().name(), setup.epochs(), seeds);
        List<TrainingRun> runs = new ArrayList<>();
        Consumer<TrainingRun> keep = run -> {
            runs.add(run);
            ledger.add(variable, RunSummary.of(run));
        };
        try {
            for (long seed : seeds) {
                Block block = block(examples.train(), context);
                keep.accept(algorithm.fit(
                        block, examples, options.withSeed(seed), Meter.forThisMachine(), chart.next(keep)));
            }
        } catch (Throwable e) {
            if (chart.isShown()) {
                leave(variable, runs, chart, context);
                context.display(new DisplayData(RunsView.endedEarly(variable, runs)));
            }
            throw e;
        }
        leave(variable, runs, chart, context);
    }

    private void leave(String variable, List<TrainingRun> runs, TrainingChart chart, MagicContext context) {
        chart.finish();
        if (runs.isEmpty()) {
            return;
        }
        TrainingRuns all = new TrainingRuns(runs);
        boolean single = seeds.size() == 1;
        context.define(variable, single ? TrainingRun.class : TrainingRuns.class, single ? runs.get(0) : all);
        context.display(RunsView.of(variable, all));
    }

    private Block block(Dataset examples, MagicContext context) throws Exception {
        boolean inText = context.body().filter(text -> !text.isBlank()).isPresent();
        if (!inText && model.isEmpty()) {
            throw new UserError(
                    "%%train needs a model.",
                    "Write it below the magic's line, such as new Mlp(784, 500, 500, 10), or name it: --model mlp.");
        }
        if (!inText
                && context.variable(model).isEmpty()
                && Methods.names(ModelRecipe.class).contains(model.split(":", 2)[0])) {
            return Methods.make(ModelRecipe.class, model)
                    .create(examples.shape(), examples.targets().outputs());
        }
        Optional<Object> value = inText ? context.evaluateBody() : context.evaluate(model);
        Object made = value.orElse(null);
        if (made instanceof Model m) {
            return m.getBlock();
        }
        if (made instanceof Block block) {
            return block;
        }
        String found = made == null ? "nothing" : "a " + made.getClass().getSimpleName();
        throw new UserError(
                "The cell's text gives " + found + ", but a model is a DJL Block or Model.",
                "Let it end with an expression such as new Mlp(784, 500, 500, 10).");
    }
}
