package joulebook.ml.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.math.Reliability;
import joulebook.ml.math.Softmax;
import joulebook.ml.train.Outputs;
import joulebook.ml.train.TrainingRun;

/**
 * What a classifier says of some examples, beside the truth. The arrays are shared, not copied: do not change them.
 *
 * @param probabilities {@code [example][class]}, each row from 0 to 1 with the sum 1
 * @param labels the true class of each example
 * @param classes the names of the classes
 */
public record ClassPredictions(double[][] probabilities, int[] labels, List<String> classes) {
    private static final double SUM_TOLERANCE = 1e-4;

    public ClassPredictions {
        classes = List.copyOf(classes);
        if (probabilities.length != labels.length || labels.length == 0) {
            throw new InputException("There are " + probabilities.length + " predictions and " + labels.length
                    + " labels: give one label a prediction, and one at least.");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes.size()) {
                throw new InputException("Example " + i + " has the label " + labels[i] + ", but there are "
                        + classes.size() + " classes, from 0 on.");
            }
            if (probabilities[i].length != classes.size()) {
                throw new InputException("Example " + i + " has " + probabilities[i].length
                        + " probabilities, but there are " + classes.size() + " classes.");
            }
            double sum = Arrays.stream(probabilities[i]).sum();
            if (!(Math.abs(sum - 1) < SUM_TOLERANCE)
                    || Arrays.stream(probabilities[i]).anyMatch(p -> !(p >= 0))) {
                throw new InputException(
                        "The probabilities of example " + i + " are " + Arrays.toString(probabilities[i])
                                + ", but they must be 0 or more and add up to 1: for logits use ofLogits.");
            }
        }
    }

    /** The softmax of logits {@code [example][class]}. */
    public static ClassPredictions ofLogits(double[][] logits, int[] labels, List<String> classes) {
        return new ClassPredictions(Arrays.stream(logits).map(Softmax::of).toArray(double[][]::new), labels, classes);
    }

    /** What a trained model says of examples of its kind. */
    public static ClassPredictions of(TrainingRun run, Dataset data) {
        if (!(data.targets() instanceof Targets.Classes targets)) {
            throw new InputException(data.name() + " has numbers for targets, not classes.");
        }
        return ofLogits(Outputs.of(run, data), targets.labels(), targets.names());
    }

    /** The number of examples. */
    public int size() {
        return labels.length;
    }

    /** The most probable class of each example, the first of equals. */
    public int[] predicted() {
        return Arrays.stream(probabilities)
                .mapToInt(row -> IntStream.range(0, row.length)
                        .reduce((best, next) -> row[next] > row[best] ? next : best)
                        .orElseThrow())
                .toArray();
    }

    /** The probability of one class for each example. */
    public double[] scores(int of) {
        return Arrays.stream(probabilities).mapToDouble(row -> row[of]).toArray();
    }

    /** Which examples truly are of one class. */
    public boolean[] positives(int of) {
        boolean[] positives = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            positives[i] = labels[i] == of;
        }
        return positives;
    }

    /** How often the predicted class is right when it is so sure. */
    public Reliability reliability(int bins) {
        int[] predicted = predicted();
        double[] confidences = new double[labels.length];
        boolean[] right = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            confidences[i] = probabilities[i][predicted[i]];
            right[i] = predicted[i] == labels[i];
        }
        return Reliability.of(confidences, right, bins);
    }

    /** These examples, an index may repeat. */
    public ClassPredictions select(int[] examples) {
        return new ClassPredictions(
                Arrays.stream(examples).mapToObj(i -> probabilities[i]).toArray(double[][]::new),
                Arrays.stream(examples).map(i -> labels[i]).toArray(),
                classes);
    }
}
