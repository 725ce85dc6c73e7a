package joulebook.ml.pruning;

import ai.djl.Model;
import ai.djl.nn.Block;
import java.util.Optional;
import joulebook.ml.energy.Reading;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.InferenceCost;
import joulebook.ml.train.RunSummary;

/**
 * A model of a {@link PruningSweep}. Closing frees the weights of the smaller model, if there is one.
 *
 * @param method how it was pruned; {@code dense} if it was not
 * @param sparsity the share of weights, or of hidden units, that was to be removed
 * @param pruned on the test data, right after the last pruning
 * @param after the same after fine-tuning
 * @param parameters that are left, biases and the like with them
 * @param bytes that the parameters take, with those that are masked
 * @param inference what predicting the test data takes
 * @param cost of the fine-tuning, or of the pruning where there was none; empty if it was not pruned
 * @param fineTuned the last training after pruning; empty if there was none
 * @param smaller the model that was left, where units were removed; empty where weights were masked
 */
public record PrunedModel(
        String method,
        double sparsity,
        Evaluation pruned,
        Evaluation after,
        long parameters,
        long bytes,
        InferenceCost inference,
        Optional<Reading> cost,
        Optional<RunSummary> fineTuned,
        Optional<Model> smaller)
        implements AutoCloseable {

    /** The number of a block's parameters. */
    static long count(Block block) {
        return block.getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    @Override
    public void close() {
        smaller.ifPresent(Model::close);
    }
}
