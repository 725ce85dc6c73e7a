package joulebook.ml.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.train.Outputs;
import joulebook.ml.train.TrainingRun;

/**
 * The numbers that a model predicts for some examples, beside the truth.
 *
 * @param predicted one an example
 * @param targets what they should be
 */
public record ValuePredictions(double[] predicted, double[] targets) {
    public ValuePredictions {
        if (predicted.length != targets.length || targets.length == 0) {
            throw new InputException("There are " + predicted.length + " predictions and " + targets.length
                    + " targets: give one target a prediction, and one at least.");
        }
    }

    /** What a trained model says of examples of its kind. */
    public static ValuePredictions of(TrainingRun run, Dataset data) {
        if (!(data.targets() instanceof Targets.Values values)) {
            throw new InputException(data.name() + " has classes for targets, not numbers.");
        }
        double[] predicted =
                Arrays.stream(Outputs.of(run, data)).mapToDouble(row -> row[0]).toArray();
        return new ValuePredictions(
                predicted,
                IntStream.range(0, values.size())
                        .mapToDouble(i -> values.values()[i])
                        .toArray());
    }

    /** The number of examples. */
    public int size() {
        return targets.length;
    }

    /** Prediction less target, for each example. */
    public double[] errors() {
        return IntStream.range(0, size())
                .mapToDouble(i -> predicted[i] - targets[i])
                .toArray();
    }

    /** These examples, an index may repeat. */
    public ValuePredictions select(int[] examples) {
        return new ValuePredictions(
                Arrays.stream(examples).mapToDouble(i -> predicted[i]).toArray(),
                Arrays.stream(examples).mapToDouble(i -> targets[i]).toArray());
    }
}
