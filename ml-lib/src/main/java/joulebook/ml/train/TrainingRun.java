package joulebook.ml.train;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Reading;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * What a training leaves behind. Closing it frees the model's weights.
 *
 * @param algorithm the id of the training algorithm
 * @param dataset the name of the data
 * @param model the trained model
 * @param example the shape of one example
 * @param targets of the training data: what the outputs mean
 * @param history one row per epoch: epoch, train_loss, test_loss, test_accuracy (for class labels), and seconds and
 *     joules of training from the start to the end of that epoch
 * @param metrics after the last epoch: train_loss, test_loss, test_accuracy (for class labels), parameters,
 *     parameters_updated (per step), activation_bytes (layer outputs that are alive at once in a step)
 * @param reading the cost of all training steps; evaluation is not in it
 * @param options what was asked for
 */
public record TrainingRun(
        String algorithm,
        String dataset,
        Model model,
        Shape example,
        Targets targets,
        Table history,
        Map<String, Double> metrics,
        Reading reading,
        TrainingOptions options)
        implements AutoCloseable {

    public TrainingRun {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    static TrainingRun of(
            String algorithm,
            Model model,
            TrainTest data,
            TrainingOptions options,
            List<EpochResult> epochs,
            Learner learner) {
        EpochResult last = epochs.get(epochs.size() - 1);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("train_loss", last.trainLoss());
        metrics.put("test_loss", last.test().loss());
        last.test().accuracy().ifPresent(accuracy -> metrics.put("test_accuracy", accuracy));
        long parameters = model.getBlock().getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
        metrics.put("parameters", (double) parameters);
        metrics.put("parameters_updated", (double) learner.parametersUpdated());
        metrics.put("activation_bytes", (double) learner.activationBytes());
        return new TrainingRun(
                algorithm,
                data.train().name(),
                model,
                data.train().shape(),
                data.train().targets(),
                history(epochs),
                metrics,
                last.soFar(),
                options);
    }

    private static Table history(List<EpochResult> epochs) {
        Table table = Table.create(
                "history",
                IntColumn.create("epoch"),
                DoubleColumn.create("train_loss"),
                DoubleColumn.create("test_loss"),
                DoubleColumn.create("test_accuracy"),
                DoubleColumn.create("seconds"),
                DoubleColumn.create("joules"));
        for (EpochResult epoch : epochs) {
            table.intColumn("epoch").append(epoch.epoch());
            table.doubleColumn("train_loss").append(epoch.trainLoss());
            table.doubleColumn("test_loss").append(epoch.test().loss());
            epoch.test().accuracy().ifPresent(table.doubleColumn("test_accuracy")::append);
            table.doubleColumn("seconds").append(epoch.soFar().seconds());
            table.doubleColumn("joules").append(epoch.soFar().joules());
        }
        return table.doubleColumn("test_accuracy").isEmpty() ? table.removeColumns("test_accuracy") : table;
    }

    /** The seed of the initial weights and of the order of the examples. */
    public long seed() {
        return options.seed();
    }

    /** The whole epochs that were trained: fewer than were asked for if the training ended early. */
    public int epochs() {
        return history.rowCount();
    }

    /** The test accuracy after the last epoch and so on; the names are those of {@link #metrics}. */
    public double metric(String name) {
        Double value = metrics.get(name);
        if (value == null) {
            throw new InputException("This run has no metric \"" + name + "\": choose one of "
                    + String.join(", ", metrics.keySet()) + ".");
        }
        return value;
    }

    /**
     * The model's prediction for each example: the label of its class, or a number.
     *
     * @param examples each flattened to example().size() values
     */
    public double[] predict(float[]... examples) {
        float[][] outputs = outputs(examples);
        double[] predictions = new double[outputs.length];
        for (int i = 0; i < outputs.length; i++) {
            predictions[i] = targets instanceof Targets.Classes ? argMax(outputs[i]) : outputs[i][0];
        }
        return predictions;
    }

    /** The model's outputs for each example: one logit per class, or one number. */
    public float[][] outputs(float[]... examples) {
        int width = (int) example.size();
        float[] features = new float[examples.length * width];
        for (int i = 0; i < examples.length; i++) {
            if (examples[i].length != width) {
                throw new InputException("Example " + i + " has " + examples[i].length + " values, but the model takes "
                        + width + " (shape " + example + ").");
            }
            System.arraycopy(examples[i], 0, features, i * width, width);
        }
        return NoGrad.call(() -> {
            try (NDManager scope = model.getNDManager().newSubManager()) {
                NDArray input = scope.create(features, new Shape(examples.length).addAll(example));
                NDArray output = model.getBlock()
                        .forward(new ParameterStore(scope, false), new NDList(input), false)
                        .singletonOrThrow();
                float[] flat = output.toFloatArray();
                float[][] rows = new float[examples.length][targets.outputs()];
                for (int i = 0; i < rows.length; i++) {
                    System.arraycopy(flat, i * targets.outputs(), rows[i], 0, targets.outputs());
                }
                return rows;
            }
        });
    }

    /** The model's loss and accuracy on other data of the same kind. */
    public Evaluation evaluate(Dataset data) {
        if (!data.shape().equals(example) || data.targets().outputs() != targets.outputs()) {
            throw new InputException("The model was trained on " + dataset + " with examples of shape " + example
                    + " and " + targets.outputs() + " outputs, which " + data + " does not fit.");
        }
        return Evaluation.of(model.getBlock(), data);
    }

    /** The share of examples whose class is predicted; only for class labels. */
    public double accuracy(Dataset data) {
        return evaluate(data)
                .accuracy()
                .orElseThrow(() -> new InputException("Accuracy needs class labels, but " + data.name()
                        + " has numbers: use evaluate for the loss."));
    }

    private static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    @Override
    public void close() {
        model.close();
    }

    @Override
    public String toString() {
        String quality = metrics.containsKey("test_accuracy")
                ? String.format(Locale.ROOT, "test accuracy %.2f %%", 100 * metrics.get("test_accuracy"))
                : String.format(Locale.ROOT, "test loss %.4g", metrics.get("test_loss"));
        return algorithm + " on " + dataset + ", " + epochs() + " epochs, seed " + seed() + ": " + quality + ", "
                + reading;
    }
}
