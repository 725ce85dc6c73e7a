package joulebook.magics;

import ai.djl.nn.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
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
import joulebook.ml.pruning.FineTuning;
import joulebook.ml.pruning.Pruner;
import joulebook.ml.pruning.PruningResult;
import joulebook.ml.pruning.PruningSweep;
import joulebook.ml.pruning.SparsitySchedule;
import joulebook.ml.pruning.UnitPruner;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingRun;
import joulebook.ml.train.TrainingRuns;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %prune}: removes weights or units of a trained model. */
@Command(
        name = "prune",
        description = "Remove weights of a trained model and train on with those left. One method and one sparsity"
                + " prune it in place; several are compared, each from the dense weights, which it has again in the"
                + " end.")
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
            paramLabel = "SHARES",
            required = true,
            description = "The share of weights to remove, from 0 to below 1; several (0.5,0.8,0.9); or a range,"
                    + " 0.5..0.98 (six) or 0.5..0.98:8 (eight), dense towards its end.")
    private String sparsity;

    @Option(
            names = "--method",
            paramLabel = "PRUNER",
            split = MethodNames.COMMA,
            completionCandidates = MethodNames.Pruners.class,
            description = "How the weights are chosen: one or several of ${COMPLETION-CANDIDATES}, such as"
                    + " global,lamp or global:min-kept=50 (default magnitude; modhifi with --structured).")
    private List<String> methods = List.of();

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description =
                    "Compare the scores of all weights (global) or of each layer's (layer), where the method leaves"
                            + " that open.")
    private String scope = "";

    @Option(
            names = "--schedule",
            paramLabel = "NAME",
            completionCandidates = MethodNames.SparsitySchedules.class,
            description = "In which steps: one of ${COMPLETION-CANDIDATES}, such as gradual:steps=5, with fine-tuning"
                    + " after each (default one-shot).")
    private String schedule = "one-shot";

    @Option(
            names = "--finetune",
            paramLabel = "EPOCHS",
            description = "Train on for so many epochs with the mask held (default ${DEFAULT-VALUE}; 0 for none).")
    private int fineTune;

    @Option(
            names = "--structured",
            description = "Remove whole hidden units of an Mlp, so that a smaller model is left, by modhifi, norm or"
                    + " random; the model itself stays.")
    private boolean structured;

    @Option(names = "--seed", paramLabel = "N", description = "Which run to take where there are several seeds.")
    private Long seed;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "The variable for the result (default ${DEFAULT-VALUE}): a PruningResult of one method and"
                    + " sparsity, else a PruningSweep.")
    private String name = "pruned";

    Prune(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    protected Object call(MagicContext context) {
        TrainingRun trained = trained(context);
        List<Double> sparsities = Sparsities.parse(sparsity);
        FineTuning fineTuning =
                new FineTuning(Methods.make(SparsitySchedule.class, schedule), fineTune, trained.options());
        Block block = trained.model().getBlock();
        if (structured) {
            if (!scope.isEmpty()) {
                throw new UserError(
                        "--scope is for weights, but --structured removes units.", "Leave one of them out.");
            }
            Map<String, UnitPruner> pruners = pruners(UnitPruner.class, "modhifi");
            TrainTest examples = examples(context, trained);
            return sweep(
                    context,
                    progress -> PruningSweep.ofUnits(
                            block, examples, pruners, sparsities, fineTuning, Meter.forThisMachine(), progress));
        }
        Map<String, Pruner> pruners = pruners(Pruner.class, "magnitude");
        TrainTest examples = examples(context, trained);
        if (pruners.size() == 1 && sparsities.size() == 1) {
            Pruner pruner = pruners.values().iterator().next();
            return inPlace(
                    context, fineTuning.prune(pruner, block, examples, sparsities.get(0), Meter.forThisMachine()));
        }
        return sweep(
                context,
                progress -> PruningSweep.ofWeights(
                        block, examples, pruners, sparsities, fineTuning, Meter.forThisMachine(), progress));
    }

    private TrainTest examples(MagicContext context, TrainingRun trained) {
        TrainTest examples = data.load(context, trained.dataset());
        if (!examples.train().shape().equals(trained.example())) {
            throw new UserError("The model takes examples of shape " + trained.example() + ", but those of "
                    + examples.train().name() + " have the shape "
                    + examples.train().shape() + ".");
        }
        return examples;
    }

    private Object inPlace(MagicContext context, PruningResult result) {
        result.fineTuned().ifPresent(tuned -> ledger.add(name, RunSummary.of(tuned)));
        context.define(name, PruningResult.class, result);
        context.display(PruningView.layers(name, result));
        context.display(PruningView.figure(result));
        return PruningView.stages(result);
    }

    /** Something that runs for long and says what it does. */
    private interface Sweeping {
        PruningSweep run(Consumer<String> progress);
    }

    private Object sweep(MagicContext context, Sweeping sweeping) {
        String id = UUID.randomUUID().toString();
        context.display(new DisplayData("%prune: starts"), id);
        PruningSweep sweep;
        try {
            sweep = sweeping.run(what -> context.update(new DisplayData("%prune: " + what), id));
        } catch (RuntimeException | Error e) {
            context.update(new DisplayData("%prune: ended early"), id);
            throw e;
        }
        context.update(new DisplayData("%prune: done"), id);
        sweep.pruned()
                .forEach(model -> model.fineTuned()
                        .ifPresent(tuned -> ledger.add(name + " " + model.method() + " " + model.sparsity(), tuned)));
        context.define(name, PruningSweep.class, sweep);
        PruningView.figures(sweep).forEach(context::display);
        return PruningView.models(name, sweep);
    }

    private <T> Map<String, T> pruners(Class<T> kind, String otherwise) {
        Map<String, T> pruners = new LinkedHashMap<>();
        for (String method : methods.isEmpty() ? List.of(otherwise) : methods) {
            String separator = method.contains(":") ? "," : ":";
            pruners.put(method, Methods.make(kind, scope.isEmpty() ? method : method + separator + "scope=" + scope));
        }
        return pruners;
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
