package joulebook.ml.pruning;

import java.util.Optional;
import joulebook.ml.energy.Reading;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.TrainingRun;

/**
 * What pruning with fine-tuning came to. The weights stay with whoever owned them before; closing frees the masks.
 *
 * @param before the dense model on the test data
 * @param pruned the model right after the last pruning
 * @param after the sparse model after fine-tuning
 * @param fineTuned the last round of fine-tuning, with the sparse model; empty if there was none
 * @param masks of the sparse model
 * @param reading the cost of the fine-tuning of all rounds, or of the pruning where there was none
 */
public record PruningResult(
        Evaluation before,
        Evaluation pruned,
        Evaluation after,
        Optional<TrainingRun> fineTuned,
        Masks masks,
        Reading reading)
        implements AutoCloseable {

    @Override
    public void close() {
        masks.close();
        fineTuned.ifPresent(TrainingRun::close);
    }
}
