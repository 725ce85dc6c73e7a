package joulebook.ml.pruning;

import ai.djl.Model;
import ai.djl.nn.Block;
import java.util.Optional;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Window;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.InferenceCost;
import joulebook.ml.train.RunSummary;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingRun;

/** Removes hidden units of an MLP step by step, and trains on after each. */
record UnitPruning(UnitPruner pruner, FineTuning fineTuning) {

    /** Examples that the pruner looks at: more hardly change what a layer's units are worth. */
    private static final int CALIBRATION = 2000;

    /** The smaller model; the given one is not changed. */
    PrunedModel run(String method, Block block, TrainTest data, double sparsity, Meter meter) {
        if (!(block instanceof Mlp current)) {
            throw new InputException("Units can be removed of an Mlp alone, but the model is a "
                    + block.getClass().getSimpleName() + ": mask its weights instead.");
        }
        GlobalThreshold.removed(1, sparsity); // refuses what is no sparsity
        Dataset calibration =
                data.train().take(Math.min(CALIBRATION, data.train().size()));
        Model model = Model.newInstance("pruned");
        try (Window window = meter.open()) {
            double before = 0;
            Evaluation pruned = null;
            Reading training = null;
            RunSummary last = null;
            for (double step : fineTuning.schedule().to(sparsity)) {
                current = pruner.prune(current, (1 - step) / (1 - before), calibration, model.getNDManager());
                before = step;
                pruned = Evaluation.of(current, data.test());
                if (fineTuning.epochs() > 0) {
                    try (TrainingRun run = new Backpropagation()
                            .fit(current, data, fineTuning.options(), meter, TrainingListener.NONE)) {
                        last = RunSummary.of(run);
                        training = training == null ? run.reading() : training.plus(run.reading());
                    }
                }
            }
            Reading pruning = window.stop();
            model.setBlock(current);
            long parameters = PrunedModel.count(current);
            return new PrunedModel(
                    method,
                    sparsity,
                    pruned,
                    Evaluation.of(current, data.test()),
                    parameters,
                    parameters * Float.BYTES,
                    InferenceCost.of(current, data.test(), meter),
                    Optional.of(training == null ? pruning : training),
                    Optional.ofNullable(last),
                    Optional.of(model));
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }
}
