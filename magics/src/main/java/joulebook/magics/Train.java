package joulebook.magics;

import ai.djl.Model;
import ai.djl.nn.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.DataOption;
import joulebook.magics.common.MlMagic;
import joulebook.magics.ledger.Ledger;
import joulebook.magics.view.RunsView;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingAlgorithm;
import joulebook.ml.train.TrainingAlgorithms;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;
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

    @Option(
            names = {"-a", "--algorithm"},
            paramLabel = "NAME",
            description = "bp (backpropagation, the default), mf (Mono-Forward) or mf-aggregate.")
    private String algorithm = "bp";

    @Option(names = "--model", paramLabel = "JAVA", description = "The model, where the cell has no text below.")
    private String model = "";

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the data (default ${DEFAULT-VALUE}).")
    private int epochs = 3;

    @Option(names = "--batch", paramLabel = "N", description = "Examples in a step (default ${DEFAULT-VALUE}).")
    private int batch = 128;

    @Option(names = "--lr", paramLabel = "RATE", description = "Learning rate (default ${DEFAULT-VALUE}).")
    private float learningRate = 1e-3f;

    @Option(names = "--optimizer", paramLabel = "NAME", description = "adam (the default), adamw or sgd.")
    private String optimizer = "adam";

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
        TrainingAlgorithm method = TrainingAlgorithms.named(algorithm);
        TrainingOptions options = new TrainingOptions(epochs, batch, learningRate, optimizer, "constant", 0, false);
        TrainTest examples = data.load(context, "mnist");
        TrainingChart chart = new TrainingChart(
                context, method.id() + " on " + examples.train().name(), epochs);
        List<TrainingRun> runs = new ArrayList<>();
        try {
            for (long seed : seeds) {
                String series = seeds.size() > 1 ? "seed " + seed : "training loss";
                TrainingRun run = method.fit(
                        block(context), examples, options.withSeed(seed), Meter.forThisMachine(), chart.series(series));
                runs.add(run);
                ledger.add(name, RunSummary.of(run));
            }
        } catch (Throwable e) {
            runs.forEach(TrainingRun::close); // no variable will hold them
            throw e;
        }
        chart.finish();
        TrainingRuns all = new TrainingRuns(runs);
        boolean single = runs.size() == 1;
        context.define(name, single ? TrainingRun.class : TrainingRuns.class, single ? runs.get(0) : all);
        return RunsView.of(name, all);
    }

    private Block block(MagicContext context) throws Exception {
        boolean inText = context.body().filter(text -> !text.isBlank()).isPresent();
        if (!inText && model.isEmpty()) {
            throw new UserError(
                    "%%train needs a model.", "Write it below the magic's line, such as new Mlp(784, 500, 500, 10).");
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
