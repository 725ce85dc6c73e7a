package joulebook.ml.pruning;

import ai.djl.nn.Block;
import java.util.Optional;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Window;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/**
 * Prunes a trained model and trains on with the masks held, by backpropagation.
 *
 * @param pruner chooses the weights to remove
 * @param fineTuning how to train on; in each round for all of its epochs, with a fresh optimizer
 * @param schedule in which rounds
 */
public record PruneAndFineTune(Pruner pruner, TrainingOptions fineTuning, SparsitySchedule schedule) {

    public PruneAndFineTune {
        fineTuning = fineTuning.withWarmStart(true);
    }

    /** Prunes at once. */
    public PruneAndFineTune(Pruner pruner, TrainingOptions fineTuning) {
        this(pruner, fineTuning, SparsitySchedule.ONE_SHOT);
    }

    /**
     * Prunes gradually.
     *
     * @param rounds of the {@link CubicSchedule}
     */
    public PruneAndFineTune(Pruner pruner, TrainingOptions fineTuning, int rounds) {
        this(pruner, fineTuning, CubicSchedule.of(rounds));
    }

    /** Prunes the model in place and leaves it at that. */
    public static PruningResult withoutFineTuning(
            Pruner pruner, Block model, TrainTest data, double sparsity, Meter meter) {
        Evaluation before = Evaluation.of(model, data.test());
        try (Window window = meter.open()) {
            Masks masks = pruner.prune(model, sparsity, data.train());
            masks.apply(model);
            Reading reading = window.stop();
            Evaluation pruned = Evaluation.of(model, data.test());
            return new PruningResult(before, pruned, pruned, Optional.empty(), masks, reading);
        }
    }

    /**
     * Prunes and fine-tunes the model in place.
     *
     * @param model a trained block that classifies
     * @param sparsity the share of weights to remove in the end
     */
    public PruningResult run(Block model, TrainTest data, double sparsity, Meter meter, TrainingListener listener) {
        Evaluation before = Evaluation.of(model, data.test());
        Evaluation pruned = before;
        Masks masks = null;
        TrainingRun run = null;
        Reading reading = null;
        for (double step : schedule.to(sparsity)) {
            if (run != null) {
                masks.close();
                run.close();
            }
            masks = pruner.prune(model, step, data.train());
            masks.apply(model);
            pruned = Evaluation.of(model, data.test());
            run = new Backpropagation()
                    .withTransform(masks::asGradientTransform)
                    .fit(model, data, fineTuning, meter, listener);
            reading = reading == null ? run.reading() : reading.plus(run.reading());
        }
        return new PruningResult(before, pruned, Evaluation.of(model, data.test()), Optional.of(run), masks, reading);
    }
}
