package joulebook.ml.pruning;

import ai.djl.nn.Block;
import joulebook.ml.InputException;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;

/**
 * How a model is made sparse: in which steps, and how it is trained after each.
 *
 * @param schedule in which steps
 * @param epochs of training after each step; 0 for none, which takes a schedule of one step
 * @param options how to train
 */
public record FineTuning(SparsitySchedule schedule, int epochs, TrainingOptions options) {

    public FineTuning {
        if (epochs < 0) {
            throw new InputException("Fine-tuning for " + epochs + " epochs is not possible: use 0 for none, or more.");
        }
        if (epochs == 0 && schedule.to(0.5).size() > 1) {
            throw new InputException(
                    "Pruning in several steps needs training between them: fine-tune for 1 epoch or more.");
        }
        options = options.withEpochs(Math.max(1, epochs)).withWarmStart(true);
    }

    /**
     * Prunes the model in place.
     *
     * @param sparsity the share of weights to remove
     */
    public PruningResult prune(Pruner pruner, Block model, TrainTest data, double sparsity, Meter meter) {
        return epochs == 0
                ? PruneAndFineTune.withoutFineTuning(pruner, model, data, sparsity, meter)
                : new PruneAndFineTune(pruner, options, schedule)
                        .run(model, data, sparsity, meter, TrainingListener.NONE);
    }
}
