package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;

/**
 * Forward-Forward (Hinton, arXiv 2212.13345, sections 2 and 3.3): each hidden layer of an {@link Mlp} learns by itself to be
 * active on examples with their own label written over the first inputs, and calm on examples with a wrong one. The class
 * that makes the layers most active is the prediction, so the last linear layer of the MLP is neither trained nor used.
 */
public final class ForwardForward implements TrainingAlgorithm {

    static final String ID = "ff";

    private final double threshold;

    /** With the threshold 2. */
    public ForwardForward() {
        this(2);
    }

    /** @param threshold theta, the goodness that parts right from wrong labels, positive */
    public ForwardForward(double threshold) {
        if (!(threshold > 0)) {
            throw new InputException("Forward-Forward's threshold is " + threshold + ", but it must be positive.");
        }
        this.threshold = threshold;
    }

    @Override
    public String id() {
        return ID;
    }

    /** @throws InputException also if the model is no {@link Mlp} with a hidden layer, or the targets are no classes */
    @Override
    public TrainingRun fit(
            Block model, TrainTest data, TrainingOptions options, Meter meter, TrainingListener listener) {
        if (!(model instanceof Mlp mlp) || mlp.linears().size() < 2) {
            throw new InputException(
                    "Forward-Forward trains an Mlp with at least one hidden layer: use new Mlp(784, 500, 10) "
                            + "or the like, or backpropagation.");
        }
        if (!(data.train().targets() instanceof Targets.Classes classes)) {
            throw new InputException("Forward-Forward learns classes, but "
                    + data.train().name() + " has numbers as targets: use backpropagation.");
        }
        int count = classes.names().size();
        if (data.train().shape().size() < count) {
            throw new InputException("Forward-Forward writes the label over the first inputs, but examples of "
                    + data.train().name() + " have " + data.train().shape().size() + " values and there are " + count
                    + " classes.");
        }
        return new TrainingLoop(ID, data, options, meter, listener, List.of())
                .run(mlp, manager -> new Step(mlp, count, data, options));
    }

    private final class Step implements Learner {
        private final int classes;
        private final int batchSize;
        private final List<ForwardForwardLayer> layers = new ArrayList<>();
        private final LabelTrial predictor;
        private final StatefulOptimizer optimizer;
        private final Random random;

        Step(Mlp mlp, int classes, TrainTest data, TrainingOptions options) {
            this.classes = classes;
            batchSize = options.batchSize();
            optimizer = options.newOptimizer(TrainingLoop.steps(data, options));
            random = new Random(options.seed());
            float largest = 0;
            for (float value : data.train().features()) {
                largest = Math.max(largest, Math.abs(value));
            }
            List<Linear> hidden = mlp.linears().subList(0, mlp.linears().size() - 1);
            predictor = new LabelTrial(hidden, classes, largest);
            for (Linear layer : hidden) {
                layers.add(new ForwardForwardLayer(
                        layer.getDirectParameters().get("weight").getArray(),
                        layer.getDirectParameters().get("bias").getArray(),
                        threshold));
            }
        }

        @Override
        public NDArray step(Batch batch) {
            NDManager scope = batch.features().getManager();
            NDArray inputs = batch.features().reshape(batch.size(), -1);
            NDArray right = batch.targets();
            NDArray wrong = right.add(scope.create(shifts(batch.size()))).mod(classes);
            NDArray signals = predictor.labelled(inputs, right).concat(predictor.labelled(inputs, wrong));
            NDArray loss = scope.zeros(new Shape());
            for (int l = 0; l < layers.size(); l++) {
                ForwardForwardLayer layer = layers.get(l);
                NDArray input = ForwardForwardLayer.normalized(signals);
                NDArray activations = layer.forward(input);
                NDArray goodness = ForwardForwardLayer.goodness(activations);
                loss.addi(layer.localLoss(goodness));
                ForwardForwardLayer.Gradients gradients = layer.gradients(input, activations, goodness);
                optimizer.update("weight" + l, layer.weight(), gradients.weight());
                optimizer.update("bias" + l, layer.bias(), gradients.bias());
                signals = activations;
            }
            return loss.divi(layers.size());
        }

        /** By how much each label is moved to a wrong one, uniformly. */
        private long[] shifts(int count) {
            long[] shifts = new long[count];
            for (int i = 0; i < count; i++) {
                shifts[i] = 1 + random.nextInt(classes - 1);
            }
            return shifts;
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
                    .mapToLong(layer -> layer.weight().size() + layer.bias().size())
                    .sum();
        }

        /** A layer needs what came in and what goes out, for right and wrong labels. */
        @Override
        public long activationBytes() {
            long most = 0;
            long before = 0;
            for (ForwardForwardLayer layer : layers) {
                most = Math.max(most, before + layer.bias().size());
                before = layer.bias().size();
            }
            return 2 * most * batchSize * Float.BYTES;
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }
}
