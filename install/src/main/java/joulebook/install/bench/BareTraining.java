package joulebook.install.bench;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.MonoForwardLayer;

/**
 * One epoch of training with nothing around it: no shuffling, no loss kept, no listener, no energy window. What a
 * training algorithm of ours would cost if its loop were free.
 */
public final class BareTraining {
    private static final int BATCH_SIZE = 128;
    private static final int CLASSES = 10;

    private BareTraining() {}

    /** Milliseconds per step of backpropagation through DJL's gradient collector. */
    public static double backpropagation(Dataset images) {
        return epoch(images, (mlp, manager) -> {
            ParameterStore store = new ParameterStore(manager, false);
            Loss loss = Loss.softmaxCrossEntropyLoss();
            Optimizer adam = adam();
            List<Parameter> parameters = List.copyOf(mlp.getParameters().values());
            return batch -> {
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDList output = mlp.forward(store, new NDList(batch.features()), true);
                    collector.backward(loss.evaluate(new NDList(batch.targets()), output));
                }
                for (Parameter parameter : parameters) {
                    try (NDArray gradient = parameter.getArray().getGradient()) {
                        adam.update(parameter.getId(), parameter.getArray(), gradient); // sets the gradient to zero
                    }
                }
            };
        });
    }

    /** Milliseconds per step of Mono-Forward's layers, one after the other. */
    public static double monoForward(Dataset images) {
        return epoch(images, (mlp, manager) -> {
            Optimizer adam = adam();
            List<MonoForwardLayer> layers = mlp.linears().stream()
                    .limit(mlp.linears().size() - 1)
                    .map(hidden -> layer(hidden, manager))
                    .toList();
            return batch -> {
                NDArray oneHot = batch.targets().oneHot(CLASSES);
                NDArray input = batch.features().reshape(batch.size(), -1);
                for (int l = 0; l < layers.size(); l++) {
                    MonoForwardLayer layer = layers.get(l);
                    NDArray activations = layer.forward(input);
                    var gradients = layer.gradients(input, activations, layer.goodness(activations), oneHot);
                    adam.update("weight" + l, layer.weight(), gradients.weight());
                    adam.update("bias" + l, layer.bias(), gradients.bias());
                    adam.update("projection" + l, layer.projection(), gradients.projection());
                    input = activations;
                }
            };
        });
    }

    /** Makes the step for a network whose arrays belong to a manager. */
    private interface Algorithm {
        Consumer<Batch> step(Mlp mlp, NDManager manager);
    }

    private static double epoch(Dataset images, Algorithm algorithm) {
        return NoGrad.call(() -> {
            try (NDManager manager = NDManager.newBaseManager()) {
                Mlp mlp = new Mlp((int) images.shape().size(), 500, 500, CLASSES);
                mlp.initialize(manager, DataType.FLOAT32, new Shape(BATCH_SIZE).addAll(images.shape()));
                List<Batch> batches = batches(images, manager);
                Consumer<Batch> step = algorithm.step(mlp, manager);
                long start = System.nanoTime();
                for (Batch batch : batches) {
                    try (NDManager scope = manager.newSubManager()) {
                        batch.features().attach(scope); // what is computed from it is freed with the scope
                        batch.targets().attach(scope);
                        step.accept(batch);
                    }
                }
                mlp.getParameters().valueAt(0).getArray().getFloat(0, 0); // awaits a GPU
                return Side.millisecondsSince(start) / batches.size();
            }
        });
    }

    /** Views of one array, in the order of the data: hundreds of small arrays would make each step's allocations slow. */
    private static List<Batch> batches(Dataset images, NDManager manager) {
        NDArray features = manager.create(images.features(), new Shape(images.size()).addAll(images.shape()));
        int[] labels = ((Targets.Classes) images.targets()).labels();
        NDArray targets = manager.create(Arrays.stream(labels).asLongStream().toArray());
        long[] ends = IntStream.iterate(BATCH_SIZE, end -> end < images.size(), end -> end + BATCH_SIZE)
                .asLongStream()
                .toArray();
        NDList rows = features.split(ends);
        NDList classes = targets.split(ends);
        return IntStream.range(0, rows.size())
                .mapToObj(i -> new Batch(rows.get(i), classes.get(i), new int[0]))
                .toList();
    }

    private static MonoForwardLayer layer(Linear hidden, NDManager manager) {
        NDArray weight = hidden.getDirectParameters().get("weight").getArray();
        NDArray bias = hidden.getDirectParameters().get("bias").getArray();
        NDArray projection = manager.randomUniform(
                -0.1f, 0.1f, new Shape(CLASSES, bias.getShape().get(0)));
        return new MonoForwardLayer(weight, bias, projection);
    }

    /** DJL leaves an optimizer's state to the end of the process. */
    private static Optimizer adam() {
        return Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
    }
}
