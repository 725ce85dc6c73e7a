package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;

/**
 * Mono-Forward (Gong, Li, Abdulla, arXiv 2501.09238; studied for its energy by Spyra, 2025): every hidden layer of an
 * {@link Mlp} has its own projection onto the classes and its own loss, so there is no backward pass and only one layer's
 * activations need to be alive at a time. The last projection is the output layer of the MLP (whose bias stays 0), so
 * the trained MLP predicts with the goodness of its last hidden layer.
 */
public final class MonoForward implements TrainingAlgorithm {

    static final String ID = "mf";
    static final String AGGREGATE_ID = "mf-aggregate";

    /** Which goodness decides on the class. */
    public enum Prediction {
        /** That of the last hidden layer. */
        LAST,
        /** The sum over all hidden layers. */
        AGGREGATE
    }

    private final Prediction prediction;

    /** Predicts with the last hidden layer. */
    public MonoForward() {
        this(Prediction.LAST);
    }

    public MonoForward(Prediction prediction) {
        this.prediction = prediction;
    }

    @Override
    public String id() {
        return prediction == Prediction.LAST ? ID : AGGREGATE_ID;
    }

    /** @throws InputException also if the model is no {@link Mlp} with a hidden layer, or the targets are no classes */
    @Override
    public TrainingRun fit(
            Block model, TrainTest data, TrainingOptions options, Meter meter, TrainingListener listener) {
        if (!(model instanceof Mlp mlp) || mlp.linears().size() < 2) {
            throw new InputException(
                    "Mono-Forward trains an Mlp with at least one hidden layer: use new Mlp(784, 500, 10) or the like, or backpropagation.");
        }
        if (!(data.train().targets() instanceof Targets.Classes classes)) {
            throw new InputException("Mono-Forward learns classes, but "
                    + data.train().name() + " has numbers as targets: use backpropagation.");
        }
        return new TrainingLoop(id(), data, options, meter, listener, List.of())
                .run(mlp, manager -> new Step(mlp, classes.names().size(), data, options, manager));
    }

    private final class Step implements Learner {

        private final int classes;
        private final int batchSize;
        private final List<MonoForwardLayer> layers = new ArrayList<>();
        private final Block predictor;
        private final StatefulOptimizer optimizer;

        Step(Mlp mlp, int classes, TrainTest data, TrainingOptions options, NDManager manager) {
            this.classes = classes;
            batchSize = options.batchSize();
            optimizer = options.newOptimizer(TrainingLoop.steps(data, options));
            List<Linear> hidden = mlp.linears().subList(0, mlp.linears().size() - 1);
            GoodnessSum goodness = new GoodnessSum(hidden, mlp.linears().get(hidden.size()), classes, manager);
            for (int l = 0; l < hidden.size(); l++) {
                layers.add(new MonoForwardLayer(
                        array(hidden.get(l), "weight"),
                        array(hidden.get(l), "bias"),
                        array(goodness.projections().get(l), "weight")));
            }
            // the goodness has no bias, so a warm start must not keep one either
            array(mlp.linears().get(hidden.size()), "bias").muli(0);
            predictor = prediction == Prediction.LAST ? mlp : goodness;
        }

        private static NDArray array(Linear linear, String parameter) {
            return linear.getDirectParameters().get(parameter).getArray();
        }

        @Override
        public NDArray step(Batch batch) {
            NDManager scope = batch.features().getManager();
            NDArray oneHot = batch.targets().oneHot(classes);
            NDArray input = batch.features().reshape(batch.size(), -1);
            NDArray loss = null;
            for (int l = 0; l < layers.size(); l++) {
                MonoForwardLayer layer = layers.get(l);
                // all that belongs to this layer is freed with it, except the activations, which go on to the next
                try (NDManager local = scope.newSubManager()) {
                    input.attach(local);
                    NDArray activations = layer.forward(input);
                    NDArray goodness = layer.goodness(activations);
                    update(l, layer, layer.gradients(input, activations, goodness, oneHot));
                    if (l == layers.size() - 1) {
                        loss = MonoForwardLayer.localLoss(goodness, oneHot);
                        loss.attach(scope);
                    }
                    activations.attach(scope);
                    input = activations;
                }
            }
            return loss;
        }

        private void update(int l, MonoForwardLayer layer, MonoForwardLayer.Gradients gradients) {
            optimizer.update("weight" + l, layer.weight(), gradients.weight());
            optimizer.update("bias" + l, layer.bias(), gradients.bias());
            optimizer.update("projection" + l, layer.projection(), gradients.projection());
        }

        @Override
        public Block predictor() {
            return predictor;
        }

        @Override
        public StatefulOptimizer optimizer() {
            return optimizer;
        }

        @Override
        public long parametersUpdated() {
            return layers.stream()
                    .mapToLong(layer -> layer.weight().size()
                            + layer.bias().size()
                            + layer.projection().size())
                    .sum();
        }

        /** A layer needs the activations of the one before and its own: the maximum of that sum over the layers. */
        @Override
        public long activationBytes() {
            long most = 0;
            long before = 0;
            for (MonoForwardLayer layer : layers) {
                most = Math.max(most, before + layer.bias().size());
                before = layer.bias().size();
            }
            return most * batchSize * Float.BYTES;
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }
}
