package joulebook.install.bench;

import ai.djl.Model;
import ai.djl.metric.Metrics;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.evaluator.Accuracy;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.TranslateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.Evaluation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;

/** Trainings of a {@link TrainingCase} by our loop and by DJL's own; the first epoch is not in the times. */
public final class TrainingSides {
    private TrainingSides() {}

    /** By our loop, with its parts forward, loss, backward and update (with the next batch in it). */
    public static Trained joulebook(TrainingCase training, TrainTest data, int epochs) {
        StepClock clock = new StepClock(4);
        Loss plain = Evaluation.lossFor(data.train().targets());
        Loss timed = new Loss("timed") {
            @Override
            public NDArray evaluate(NDList labels, NDList predictions) {
                clock.begin(1);
                NDArray loss = plain.evaluate(labels, predictions);
                clock.begin(2);
                return loss;
            }
        };
        GradientRule rule = (weights, loss) -> {
            clock.begin(0);
            LossGradient gradient = GradientRule.PLAIN.gradient(weights, loss);
            clock.begin(3);
            return gradient;
        };
        TrainingOptions options = TrainingOptions.defaults()
                .withBatchSize(TrainingCase.BATCH_SIZE)
                .withEpochs(epochs)
                .withOptimizer(training.optimizer())
                .withLearningRate(training.learningRate());
        try (TrainingRun run = new Backpropagation()
                .withLoss(timed)
                .withRule(rule)
                .fit(training.newNetwork(), data, options, Meter.forThisMachine(), TrainingListener.NONE)) {
            return new Trained(
                    clock.medians(stepsOfAnEpoch(data)),
                    run.evaluate(data.train()).loss());
        }
    }

    /** By DJL's {@link Trainer} as its documentation shows it: it tells the running loss and accuracy of the training. */
    public static Trained djl(TrainingCase training, TrainTest data, int epochs) {
        return djl(
                djlConfig(training)
                        .addEvaluator(new Accuracy())
                        .addTrainingListeners(ai.djl.training.listener.TrainingListener.Defaults.basic()),
                training,
                data,
                epochs);
    }

    /** By DJL's {@link Trainer} without evaluators or listeners. */
    public static Trained bareDjl(TrainingCase training, TrainTest data, int epochs) {
        return djl(djlConfig(training), training, data, epochs);
    }

    private static Trained djl(DefaultTrainingConfig config, TrainingCase training, TrainTest data, int epochs) {
        StepClock clock = new StepClock(1);
        try (Model model = Model.newInstance(training.title())) {
            Block network = training.newNetwork(model.getNDManager(), data.train());
            model.setBlock(network);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(
                        new Shape(TrainingCase.BATCH_SIZE).addAll(data.train().shape()));
                trainer.setMetrics(new Metrics());
                ArrayDataset images = djlDataset(data.train(), trainer.getManager());
                for (int epoch = 0; epoch < epochs; epoch++) {
                    for (Batch batch : trainer.iterateDataset(images)) {
                        clock.begin(0);
                        EasyTrain.trainBatch(trainer, batch);
                        trainer.step();
                        batch.close();
                    }
                }
            }
            return new Trained(
                    clock.medians(stepsOfAnEpoch(data)),
                    Evaluation.of(network, data.train()).loss());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TranslateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DefaultTrainingConfig djlConfig(TrainingCase training) {
        Tracker rate = Tracker.fixed(training.learningRate());
        Optimizer optimizer = training.optimizer().equals("adam")
                ? Optimizer.adam().optLearningRateTracker(rate).build()
                : Optimizer.sgd().setLearningRateTracker(rate).build();
        return new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(optimizer);
    }

    private static ArrayDataset djlDataset(Dataset images, NDManager manager) {
        int[] labels = ((Targets.Classes) images.targets()).labels();
        return new ArrayDataset.Builder()
                .setData(manager.create(images.features(), new Shape(images.size()).addAll(images.shape())))
                .optLabels(manager.create(Arrays.stream(labels).asLongStream().toArray()))
                .setSampling(TrainingCase.BATCH_SIZE, true)
                .build();
    }

    static int stepsOfAnEpoch(TrainTest data) {
        return (data.train().size() + TrainingCase.BATCH_SIZE - 1) / TrainingCase.BATCH_SIZE;
    }
}
