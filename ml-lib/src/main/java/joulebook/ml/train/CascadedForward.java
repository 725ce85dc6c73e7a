package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.CascadedCnn;

/**
 * Cascaded-Forward with cross-entropy (Zhao et al., arXiv 2303.09728): the blocks of a {@link CascadedCnn} keep the weights
 * they were drawn with, and each block's linear layer onto the classes learns by itself. The logits are summed to predict.
 */
public final class CascadedForward implements TrainingAlgorithm {

    static final String ID = "cafo";

    @Override
    public String id() {
        return ID;
    }

    /** @throws InputException also if the model is no {@link CascadedCnn}, or the targets are no classes */
    @Override
    public TrainingRun fit(
            Block model, TrainTest data, TrainingOptions options, Meter meter, TrainingListener listener) {
        if (!(model instanceof CascadedCnn cascade)) {
            throw new InputException("Cascaded-Forward trains a CascadedCnn: use new CascadedCnn(new Shape(28, 28), "
                    + "new int[] {16, 32}, 10) or the like, or backpropagation.");
        }
        if (!(data.train().targets() instanceof Targets.Classes classes)) {
            throw new InputException("Cascaded-Forward learns classes, but "
                    + data.train().name() + " has numbers as targets: use backpropagation.");
        }
        return new TrainingLoop(ID, data, options, meter, listener, List.of())
                .run(cascade, manager -> new Step(cascade, classes.names().size(), data, options, manager));
    }

    private static final class Step implements Learner {
        private final CascadedCnn cascade;
        private final int classes;
        private final int batchSize;
        private final StatefulOptimizer optimizer;
        private final ParameterStore store;
        private long mostFeatures;

        Step(CascadedCnn cascade, int classes, TrainTest data, TrainingOptions options, NDManager manager) {
            this.cascade = cascade;
            this.classes = classes;
            batchSize = options.batchSize();
            optimizer = options.newOptimizer(TrainingLoop.steps(data, options));
            store = new ParameterStore(manager, false);
        }

        @Override
        public NDArray step(Batch batch) {
            NDArray oneHot = batch.targets().oneHot(classes);
            List<NDArray> features = cascade.features(store, batch.features(), true);
            NDArray loss = null;
            for (int i = 0; i < features.size(); i++) {
                NDArray weight = array(i, "weight");
                NDArray bias = array(i, "bias");
                NDArray f = features.get(i);
                mostFeatures = Math.max(mostFeatures, f.getShape().get(1));
                NDArray logits = Linear.linear(f, weight, bias).singletonOrThrow();
                // D = (softmax - onehot) / B, dW = D^T f, db = the column sums of D
                NDArray d = logits.softmax(1).subi(oneHot).divi(batch.size());
                NDArray headLoss = MonoForwardLayer.localLoss(logits, oneHot);
                loss = loss == null ? headLoss : loss.addi(headLoss);
                optimizer.update("weight" + i, weight, d.transpose().matMul(f));
                optimizer.update("bias" + i, bias, d.sum(new int[] {0}));
            }
            return loss.divi(features.size());
        }

        private NDArray array(int head, String parameter) {
            Linear linear = cascade.heads().get(head);
            return linear.getDirectParameters().get(parameter).getArray();
        }

        @Override
        public Block predictor() {
            return cascade;
        }

        @Override
        public StatefulOptimizer optimizer() {
            return optimizer;
        }

        @Override
        public long parametersUpdated() {
            return cascade.heads().stream()
                    .mapToLong(head -> head.getParameters().values().stream()
                            .mapToLong(parameter -> parameter.getArray().size())
                            .sum())
                    .sum();
        }

        /** The largest features that a head learns from; what is inside a block is freed with it. */
        @Override
        public long activationBytes() {
            return mostFeatures * batchSize * Float.BYTES;
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }
}
