package joulebook.magics;

import ai.djl.nn.Block;
import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.DataOption;
import joulebook.magics.common.MethodNames;
import joulebook.magics.common.MlMagic;
import joulebook.magics.common.RunVariables;
import joulebook.magics.ledger.Ledger;
import joulebook.magics.view.PruningView;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.pruning.PruneAndFineTune;
import joulebook.ml.pruning.Pruner;
import joulebook.ml.pruning.PruningResult;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %prune}: removes weights of a trained model. */
@Command(name = "prune", description = "Remove weights of a trained model, in place, and train on with those left.")
final class Prune extends MlMagic {
    private final Ledger ledger;

    @Parameters(
            paramLabel = "RUN",
            completionCandidates = RunVariables.class,
            description = "A variable that %%train left.")
    private String run;

    @Mixin
    private DataOption data;

    @Option(
            names = "--sparsity",
            paramLabel = "SHARE",
            required = true,
            description = "The share of weights to remove, from 0 to below 1.")
    private double sparsity;

    @Option(
            names = "--method",
            paramLabel = "PRUNER",
            completionCandidates = MethodNames.Pruners.class,
            description = "How the weights are chosen: one of ${COMPLETION-CANDIDATES}, such as global (the default) or"
                    + " global:min-kept=50.")
    private String method = "global";

    @Option(
            names = "--finetune",
            paramLabel = "EPOCHS",
            description = "Train on for so many epochs with the mask held (default ${DEFAULT-VALUE}; 0 for none).")
    private int fineTune;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Prune in so many rounds of growing sparsity, each fine-tuned (default ${DEFAULT-VALUE}).")
    private int rounds = 1;

    @Option(names = "--seed", paramLabel = "N", description = "Which run to take where there are several seeds.")
    private Long seed;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "The variable for the PruningResult (default ${DEFAULT-VALUE}).")
    private String name = "pruned";

    Prune(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    protected Object call(MagicContext context) {
        TrainingRun trained = trained(context);
        if (fineTune < 0) {
            throw new UserError("--finetune is " + fineTune + ", but the number of epochs must be 0 or more.");
        }
        if (fineTune == 0 && rounds != 1) {
            throw new UserError("--rounds needs fine-tuning between the rounds.", "Add --finetune EPOCHS.");
        }
        TrainTest examples = data.load(context, trained.dataset());
        Pruner pruner = Methods.make(Pruner.class, method);
        Block block = trained.model().getBlock();
        PruningResult result = prune(pruner, block, examples, trained.options());
        result.fineTuned().ifPresent(run -> ledger.add(name, RunSummary.of(run)));
        context.define(name, PruningResult.class, result);
        context.display(PruningView.layers(name, result));
        context.display(PruningView.figure(result));
        return PruningView.stages(result);
    }

    private PruningResult prune(Pruner pruner, Block block, TrainTest examples, TrainingOptions options) {
        Meter meter = Meter.forThisMachine();
        if (fineTune == 0) {
            return PruneAndFineTune.withoutFineTuning(pruner, block, examples, sparsity, meter);
        }
        return new PruneAndFineTune(pruner, options.withEpochs(fineTune), rounds)
                .run(block, examples, sparsity, meter, TrainingListener.NONE);
    }

    private TrainingRun trained(MagicContext context) {
        List<TrainingRun> runs = TrainingRuns.of(variable(context, run)).runs();
        return runs.stream()
                .filter(r -> seed == null || r.seed() == seed)
                .findFirst()
                .orElseThrow(() -> new UserError("The variable " + run + " has no run of seed " + seed + ", but of "
                        + runs.stream().map(TrainingRun::seed).toList() + "."));
    }
}
