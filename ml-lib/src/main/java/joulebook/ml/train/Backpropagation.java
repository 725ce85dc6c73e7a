package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;

/**
 * Gradient descent on one global loss, with gradients by reverse-mode automatic differentiation. Fits any block. One
 * backpropagation at a time can run in a process (a limit of DJL's gradient collector).
 */
public final class Backpropagation implements TrainingAlgorithm {

    static final String ID = "bp";

    private final Optional<Supplier<? extends Loss>> loss;
    private final GradientRule rule;
    private final List<Supplier<? extends GradientTransform>> transforms;
    private final List<Supplier<? extends Monitor>> monitors;
    private final Optional<Path> checkpoint;

    /** With softmax cross-entropy for class labels and mean squared error for numbers. */
    public Backpropagation() {
        this(Optional.empty(), GradientRule.PLAIN, List.of(), List.of(), Optional.empty());
    }

    private Backpropagation(
            Optional<Supplier<? extends Loss>> loss,
            GradientRule rule,
            List<Supplier<? extends GradientTransform>> transforms,
            List<Supplier<? extends Monitor>> monitors,
            Optional<Path> checkpoint) {
        this.loss = loss;
        this.rule = rule;
        this.transforms = transforms;
        this.monitors = monitors;
        this.checkpoint = checkpoint;
    }

    /** With another loss to train on; what is reported of the test data stays as it is. */
    public Backpropagation withLoss(Loss other) {
        return withLoss(() -> other);
    }

    /** With another loss; one is made a training, for losses that remember. */
    public Backpropagation withLoss(Supplier<? extends Loss> other) {
        return new Backpropagation(Optional.of(other), rule, transforms, monitors, checkpoint);
    }

    /** With another rule for which gradient a step follows. */
    public Backpropagation withRule(GradientRule other) {
        return new Backpropagation(loss, other, transforms, monitors, checkpoint);
    }

    /** With one more change of the gradients before each update, after those before it; one is made a training. */
    public Backpropagation withTransform(Supplier<? extends GradientTransform> transform) {
        return new Backpropagation(loss, rule, plus(transforms, transform), monitors, checkpoint);
    }

    /** With one more monitor; one is made a training. */
    public Backpropagation withMonitor(Supplier<? extends Monitor> monitor) {
        return new Backpropagation(loss, rule, transforms, plus(monitors, monitor), checkpoint);
    }

    /**
     * With the state written to a file after each epoch. A training of the same model, data and options goes on from the
     * file if it is there, and ends with the same bits as one that was not interrupted. Monitors and transforms begin
     * anew.
     */
    public Backpropagation withCheckpoint(Path file) {
        return new Backpropagation(loss, rule, transforms, monitors, Optional.of(file));
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public TrainingRun fit(
            Block model, TrainTest data, TrainingOptions options, Meter meter, TrainingListener listener) {
        List<Monitor> watching = monitors.stream().<Monitor>map(Supplier::get).toList();
        return new TrainingLoop(ID, data, options, meter, listener, watching)
                .withCheckpoint(checkpoint)
                .run(model, manager -> new Step(model, data, options, manager, watching));
    }

    private final class Step implements Learner {

        private final Block block;
        private final BatchLoss objective;
        private final int batchSize;
        private final StatefulOptimizer optimizer;
        private final ParameterStore store;
        private final ParameterVector weights;
        private final List<GradientTransform> changes;
        private final List<Monitor> watching;
        private int number;

        Step(Block block, TrainTest data, TrainingOptions options, NDManager manager, List<Monitor> watching) {
            this.block = block;
            this.watching = watching;
            objective = BatchLoss.of(
                    loss.isPresent()
                            ? loss.get().get()
                            : Evaluation.lossFor(data.train().targets()));
            batchSize = options.batchSize();
            optimizer = options.newOptimizer(TrainingLoop.steps(data, options));
            store = new ParameterStore(manager, false);
            weights = ParameterVector.of(block);
            changes = transforms.stream().<GradientTransform>map(Supplier::get).toList();
        }

        @Override
        public NDArray step(Batch batch) {
            number++;
            NDList inputs = objective.inputs(block, batch);
            try (LossGradient g = rule.gradient(weights, () -> loss(batch, inputs))) {
                changes.forEach(change -> change.apply(weights, g.gradient()));
                watching.forEach(monitor -> monitor.onStep(new Monitor.Step(number, block, batch, g)));
                for (int i = 0; i < weights.names().size(); i++) {
                    optimizer.update(
                            weights.names().get(i),
                            weights.arrays().get(i),
                            g.gradient().arrays().get(i));
                }
                return g.loss();
            }
        }

        private NDArray loss(Batch batch, NDList inputs) {
            NDList outputs = new NDList();
            for (NDArray input : inputs) {
                outputs.addAll(block.forward(store, new NDList(input), true));
            }
            return objective.evaluate(batch, outputs);
        }

        @Override
        public Block predictor() {
            return block;
        }

        @Override
        public StatefulOptimizer optimizer() {
            return optimizer;
        }

        @Override
        public long parametersUpdated() {
            return weights.size();
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
