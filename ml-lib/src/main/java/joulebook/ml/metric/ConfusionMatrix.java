package joulebook.ml.metric;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often each class was predicted for each true class, and what follows from it. Averages over classes are over those
 * that occur, in truth or in prediction; what would be 0 / 0 for such a class counts as 0.
 *
 * @param counts {@code [true class][predicted class]}
 * @param classes their names
 */
public record ConfusionMatrix(long[][] counts, List<String> classes) {

    /** Counts the most probable classes. */
    public static ConfusionMatrix of(ClassPredictions predictions) {
        int[] predicted = predictions.predicted();
        int k = predictions.classes().size();
        long[][] counts = new long[k][k];
        for (int i = 0; i < predicted.length; i++) {
            counts[predictions.labels()[i]][predicted[i]]++;
        }
        return new ConfusionMatrix(counts, predictions.classes());
    }

    /** The share of examples on the diagonal. */
    public double accuracy() {
        return (double) all().mapToLong(k -> counts[k][k]).sum() / total();
    }

    /** The mean recall over the classes that truly occur. */
    public double balancedAccuracy() {
        return all().filter(k -> actual(k) > 0)
                .mapToDouble(this::recall)
                .average()
                .orElse(Double.NaN);
    }

    /** Of what was predicted to be of a class, the share that is. */
    public double precision(int k) {
        return share(counts[k][k], predicted(k));
    }

    /** Of what is of a class, the share that was predicted to be. */
    public double recall(int k) {
        return share(counts[k][k], actual(k));
    }

    /** The harmonic mean of precision and recall of a class. */
    public double f1(int k) {
        return share(2.0 * counts[k][k], actual(k) + predicted(k));
    }

    /** The mean of a class's number over the classes that occur. */
    public double macro(IntToDoubleFunction ofClass) {
        return all().filter(k -> actual(k) + predicted(k) > 0)
                .mapToDouble(ofClass)
                .average()
                .orElse(Double.NaN);
    }

    /** The mean of a class's number over the examples. */
    public double weighted(IntToDoubleFunction ofClass) {
        return all().mapToDouble(k -> actual(k) * ofClass.applyAsDouble(k)).sum() / total();
    }

    /** Cohen's kappa (1960): the agreement beyond chance, 1 at most. */
    public double kappa() {
        double chance =
                all().mapToDouble(k -> (double) actual(k) * predicted(k)).sum() / total() / total();
        return chance == 1 ? Double.NaN : (accuracy() - chance) / (1 - chance);
    }

    /** Matthews's correlation of truth and prediction, for any number of classes (Gorodkin 2004); 0 where one is constant. */
    public double matthews() {
        double n = total();
        double both = all().mapToDouble(k -> (double) actual(k) * predicted(k)).sum();
        double truth =
                n * n - all().mapToDouble(k -> (double) actual(k) * actual(k)).sum();
        double guess = n * n
                - all().mapToDouble(k -> (double) predicted(k) * predicted(k)).sum();
        return share(accuracy() * n * n - both, Math.sqrt(truth) * Math.sqrt(guess));
    }

    private long actual(int k) {
        return Arrays.stream(counts[k]).sum();
    }

    private long predicted(int k) {
        return Arrays.stream(counts).mapToLong(row -> row[k]).sum();
    }

    private double total() {
        return all().mapToLong(this::actual).sum();
    }

    private IntStream all() {
        return IntStream.range(0, counts.length);
    }

    private static double share(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
