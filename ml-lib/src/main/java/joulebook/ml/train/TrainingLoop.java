package joulebook.ml.train;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Batches;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Window;
import joulebook.ml.model.InitialWeights;

/** One training, in what all algorithms share: checks, initial weights, epochs, batches, evaluation, energy, interruption. */
final class TrainingLoop {

    private static final int REPORT_STEPS = 50;
    private static final long REPORT_NS = 1_000_000_000;

    private final String algorithm;
    private final TrainTest data;
    private final TrainingOptions options;
    private final Meter meter;
    private final TrainingListener listener;
    private final List<Monitor> monitors;
    private final List<EpochResult> results = new ArrayList<>();
    private Optional<Checkpoint> checkpoint = Optional.empty();

    TrainingLoop(
            String algorithm,
            TrainTest data,
            TrainingOptions options,
            Meter meter,
            TrainingListener listener,
            List<Monitor> monitors) {
        this.algorithm = algorithm;
        this.data = data;
        this.options = options;
        this.meter = meter;
        this.listener = listener;
        this.monitors = monitors;
    }

    /** Saves each epoch to the file, and goes on from it if it is there. */
    TrainingLoop withCheckpoint(Optional<Path> file) {
        checkpoint = file.map(Checkpoint::new);
        return this;
    }

    /** The steps of a whole training. */
    static int steps(TrainTest data, TrainingOptions options) {
        return options.epochs() * ((data.train().size() + options.batchSize() - 1) / options.batchSize());
    }

    /** Trains the block with the learner that is made for it once its weights are there. */
    TrainingRun run(Block block, Function<NDManager, Learner> learners) {
        Model model = Model.newInstance(algorithm);
        try {
            return NoGrad.call(() -> {
                prepare(block, model.getNDManager());
                try (Learner learner = learners.apply(model.getNDManager())) {
                    model.setBlock(learner.predictor());
                    train(learner, model);
                    return result(model, learner);
                }
            });
        } catch (RuntimeException | Error e) {
            if (results.isEmpty()) { // else the listener has it
                model.close();
            }
            throw e;
        }
    }

    private TrainingRun result(Model model, Learner learner) {
        return TrainingRun.of(algorithm, model, data, options, results, learner);
    }

    private void prepare(Block block, NDManager manager) {
        Shape input = new Shape(options.batchSize()).addAll(data.train().shape());
        if (options.warmStart() && !block.isInitialized()) {
            throw new InputException("A warm start needs a model that has weights: train it without one first.");
        }
        Engine.getInstance().setRandomSeed((int) options.seed());
        Shape output;
        try {
            if (!options.warmStart()) {
                InitialWeights.KAIMING.draw(block, manager, input, options.seed());
            }
            output = block.getOutputShapes(new Shape[] {input})[0];
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            throw (InputException) new InputException("The model does not take examples of shape "
                            + data.train().shape() + " (" + e.getMessage() + "): change its first layer.")
                    .initCause(e);
        }
        int outputs = data.train().targets().outputs();
        if (!output.equals(new Shape(options.batchSize(), outputs))) {
            throw new InputException("The model gives an output of shape " + output.slice(1) + " per example, but "
                    + data.train().name() + " needs (" + outputs + "): change its last layer.");
        }
    }

    private void train(Learner learner, Model model) {
        try (KeptWeights lastEpoch = new KeptWeights()) {
            try {
                checkpoint.ifPresent(saved -> results.addAll(saved.restore(learner, data, options)));
                lastEpoch.keep(learner.predictor());
                epochs(learner, model.getNDManager(), lastEpoch);
            } catch (RuntimeException | Error e) {
                if (!results.isEmpty()) {
                    lastEpoch.restore(learner.predictor());
                    listener.onEndedEarly(result(model, learner));
                }
                throw e;
            }
        }
    }

    private void epochs(Learner learner, NDManager manager, KeptWeights lastEpoch) {
        Random random = new Random(options.seed());
        int done = results.size();
        try (Batches train = data.train().batches(manager, options.batchSize());
                Batches test = Evaluation.batches(manager, data.test())) {
            for (int epoch = 1; epoch <= options.epochs() && !stopped(); epoch++) {
                train.shuffle(random);
                if (epoch <= done) {
                    continue; // the order of the examples hangs on that before it
                }
                Engine.getInstance().setRandomSeed(Objects.hash(options.seed(), epoch)); // for dropout and the like
                double loss;
                Reading soFar;
                try (NDArray lossSum = manager.create(0f);
                        Window window = meter.open(lossSum::getFloat)) {
                    loss = epoch(epoch, learner, train, lossSum, manager, window);
                    soFar = withEarlierEpochs(window.stop());
                }
                Evaluation evaluation = Evaluation.of(learner.predictor(), test, data.test(), manager);
                EpochResult result = new EpochResult(epoch, loss, evaluation, soFar);
                lastEpoch.keep(learner.predictor());
                results.add(result);
                checkpoint.ifPresent(file -> file.save(learner, data, options, results));
                listener.onEpoch(result);
                monitors.forEach(monitor -> monitor.onEpoch(result, learner.predictor()));
            }
            if (!monitors.isEmpty()) {
                monitors.forEach(monitor -> monitor.onEnd(learner.predictor()));
                EpochResult last = results.get(results.size() - 1);
                Evaluation evaluation = Evaluation.of(learner.predictor(), test, data.test(), manager);
                results.set(
                        results.size() - 1, new EpochResult(last.epoch(), last.trainLoss(), evaluation, last.soFar()));
            }
        }
    }

    private Reading withEarlierEpochs(Reading reading) {
        return results.isEmpty()
                ? reading
                : results.get(results.size() - 1).soFar().plus(reading);
    }

    private boolean stopped() {
        return monitors.stream().anyMatch(monitor -> monitor.stop().isPresent());
    }

    /** One pass over the data; the loss is summed on the device and read only now and then. */
    private double epoch(int epoch, Learner learner, Batches train, NDArray lossSum, NDManager manager, Window window) {
        long examples = 0;
        long reported = System.nanoTime();
        for (int step = 1; step <= train.count() && !stopped(); step++) {
            if (Thread.interrupted()) {
                throw new CancellationException(
                        "Training was interrupted in epoch " + epoch + ", before step " + step + ".");
            }
            try (NDManager scope = manager.newSubManager()) {
                Batch batch = train.get(step - 1, scope);
                int size = batch.size();
                lossSum.addi(learner.step(batch).mul(size));
                examples += size;
            }
            if (step % REPORT_STEPS == 0 || step == train.count() || System.nanoTime() - reported > REPORT_NS) {
                listener.onStep(new StepResult(
                        epoch,
                        step,
                        train.count(),
                        lossSum.getFloat() / examples,
                        () -> withEarlierEpochs(window.read())));
                reported = System.nanoTime();
            }
        }
        return lossSum.getFloat() / examples;
    }
}
