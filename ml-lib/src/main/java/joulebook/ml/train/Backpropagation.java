package joulebook.ml.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.List;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.GradientTransform.ParameterGradient;

/**
 * Gradient descent on one global loss, with gradients by reverse-mode automatic differentiation: softmax cross-entropy
 * for class labels, mean squared error for numbers. Fits any block. One backpropagation at a time can run in a process
 * (a limit of DJL's gradient collector).
 */
public final class Backpropagation implements TrainingAlgorithm {

    static final String ID = "bp";

    private final List<GradientTransform> transforms;

    public Backpropagation() {
        this(List.of());
    }

    /** @param transforms change the gradients before each update, in this order */
    public Backpropagation(List<GradientTransform> transforms) {
        this.transforms = List.copyOf(transforms);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public TrainingRun fit(
            Block model, TrainTest data, TrainingOptions options, Meter meter, TrainingListener listener) {
        Loss loss = Evaluation.lossFor(data.train().targets());
        return new TrainingLoop(ID, data, options, meter, listener)
                .run(model, manager -> new Step(model, loss, options, manager));
    }

    private final class Step implements Learner {

        private final Block block;
        private final Loss loss;
        private final int batchSize;
        private final TrainingOptimizer optimizer;
        private final ParameterStore weights;
        private final List<Parameter> trainable;

        Step(Block block, Loss loss, TrainingOptions options, NDManager manager) {
            this.block = block;
            this.loss = loss;
            batchSize = options.batchSize();
            optimizer = new TrainingOptimizer(options);
            weights = new ParameterStore(manager, false);
            trainable = block.getParameters().values().stream()
                    .filter(Parameter::requiresGradient)
                    .toList();
        }

        @Override
        public NDArray step(Batch batch) {
            NDArray batchLoss;
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDList output = block.forward(weights, new NDList(batch.features()), true);
                batchLoss = loss.evaluate(new NDList(batch.targets()), output);
                collector.backward(batchLoss);
            }
            List<ParameterGradient> gradients = gradients(batch.features().getManager());
            transforms.forEach(transform -> transform.apply(gradients));
            for (ParameterGradient g : gradients) {
                optimizer.update(g.parameter().getId(), g.parameter().getArray(), g.gradient());
                // gradients accumulate until they are zeroed, and not every optimizer of DJL does it
                JniUtils.zeroGrad((PtNDArray) g.parameter().getArray());
            }
            return batchLoss;
        }

        private List<ParameterGradient> gradients(NDManager scope) {
            List<ParameterGradient> gradients = new ArrayList<>(trainable.size());
            for (Parameter parameter : trainable) {
                NDArray gradient = parameter.getArray().getGradient();
                gradient.attach(scope);
                gradients.add(new ParameterGradient(parameter, gradient));
            }
            return gradients;
        }

        @Override
        public Block predictor() {
            return block;
        }

        @Override
        public long parametersUpdated() {
            return trainable.stream().mapToLong(p -> p.getArray().size()).sum();
        }

        /** All layers' outputs wait for the backward pass: the sum over the blocks that hold parameters. */
        @Override
        public long activationBytes() {
            return outputsPerExample(block) * batchSize * Float.BYTES;
        }

        private static long outputsPerExample(Block block) {
            if (block.getDirectParameters().isEmpty()) {
                return block.getChildren().values().stream()
                        .mapToLong(Step::outputsPerExample)
                        .sum();
            }
            return block.getOutputShapes(block.getInputShapes())[0].slice(1).size();
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }
}
