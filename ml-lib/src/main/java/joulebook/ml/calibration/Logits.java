package joulebook.ml.calibration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.ImageTransform;
import joulebook.ml.math.Softmax;
import joulebook.ml.train.Outputs;
import joulebook.ml.train.TrainingRun;

/**
 * What a classifier puts out for examples. The arrays are shared, not copied: do not change them.
 *
 * @param original {@code [example][class]}
 * @param copies the same for transformed copies of the examples, one array a transform; often none
 */
public record Logits(double[][] original, List<double[][]> copies) {

    public Logits {
        copies = List.copyOf(copies);
        int classes = original.length == 0 ? 0 : original[0].length;
        if (classes < 2 || Arrays.stream(original).anyMatch(row -> row.length != classes)) {
            throw new InputException(
                    "Logits are needed of one example at least and of two classes at least, with as many in each row.");
        }
        if (copies.stream()
                .anyMatch(copy ->
                        copy.length != original.length || Arrays.stream(copy).anyMatch(row -> row.length != classes))) {
            throw new InputException("Each transform must have logits for all " + original.length + " examples and all "
                    + classes + " classes.");
        }
    }

    /** Without copies. */
    public static Logits of(double[][] original) {
        return new Logits(original, List.of());
    }

    /** What a trained classifier puts out for examples and for their transformed copies. */
    public static Logits of(TrainingRun classifier, Dataset examples, List<ImageTransform> transforms) {
        return new Logits(
                Outputs.of(classifier, examples),
                transforms.stream()
                        .map(transform -> Outputs.of(classifier, transform.apply(examples)))
                        .toList());
    }

    /** The number of examples. */
    public int size() {
        return original.length;
    }

    /** The number of classes. */
    public int classes() {
        return original[0].length;
    }

    /**
     * How the copies see the classes that the original finds likeliest: the softmax of each copy at the original's k largest
     * logits, copy after copy.
     */
    float[] features(int example, int k) {
        double[] logits = original[example];
        int[] likeliest = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -logits[c]))
                .limit(k)
                .mapToInt(c -> c)
                .toArray();
        float[] features = new float[copies.size() * likeliest.length];
        for (int copy = 0; copy < copies.size(); copy++) {
            double[] probabilities = Softmax.of(copies.get(copy)[example]);
            for (int i = 0; i < likeliest.length; i++) {
                features[copy * likeliest.length + i] = (float) probabilities[likeliest[i]];
            }
        }
        return features;
    }

    void requireLabels(int[] labels) {
        if (labels.length != size() || Arrays.stream(labels).anyMatch(label -> label < 0 || label >= classes())) {
            throw new InputException("There are " + labels.length + " labels for the logits of " + size()
                    + " examples: give one an example, from 0 to " + (classes() - 1) + ".");
        }
    }
}
