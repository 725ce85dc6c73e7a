package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import java.util.OptionalDouble;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;

/**
 * How well a model predicts some examples.
 *
 * @param loss the mean loss: cross-entropy in nats for class labels, squared error for numbers
 * @param accuracy the share of examples whose largest output is at their class; empty for numbers
 */
public record Evaluation(double loss, OptionalDouble accuracy) {

    private static final int BATCH_SIZE = 1000;

    /** Evaluates an initialised model. */
    public static Evaluation of(Block model, Dataset data) {
        try (NDManager manager = NDManager.newBaseManager();
                Batches batches = batches(manager, data)) {
            return of(model, batches, data, manager);
        }
    }

    /** The loss that is trained and reported for such targets: softmax cross-entropy, or squared error for numbers. */
    public static Loss lossFor(Targets targets) {
        return targets instanceof Targets.Classes ? Loss.softmaxCrossEntropyLoss() : ErrorLoss.squared();
    }

    /** Examples in batches that suit {@link #of(Block, Batches, Dataset, NDManager)}. */
    static Batches batches(NDManager manager, Dataset data) {
        return data.batches(manager, BATCH_SIZE);
    }

    static Evaluation of(Block model, Batches batches, Dataset data, NDManager manager) {
        return NoGrad.call(() -> {
            Loss loss = lossFor(data.targets());
            boolean classes = data.targets() instanceof Targets.Classes;
            double lossSum = 0;
            long correct = 0;
            for (int i = 0; i < batches.count(); i++) {
                try (NDManager scope = manager.newSubManager()) {
                    Batch batch = batches.get(i, scope);
                    NDList output =
                            model.forward(new ParameterStore(scope, false), new NDList(batch.features()), false);
                    NDArray batchLoss = loss.evaluate(new NDList(batch.targets()), output);
                    lossSum += batchLoss.getFloat() * batch.size();
                    if (classes) {
                        NDArray predicted = output.singletonOrThrow().argMax(1);
                        correct += predicted.eq(batch.targets()).countNonzero().getLong();
                    }
                }
            }
            double n = data.size();
            return new Evaluation(lossSum / n, classes ? OptionalDouble.of(correct / n) : OptionalDouble.empty());
        });
    }
}
