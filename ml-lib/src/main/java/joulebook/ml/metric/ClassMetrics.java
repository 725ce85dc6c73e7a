package joulebook.ml.metric;

import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.math.Auroc;

/** Metrics of classifiers that are not of the confusion matrix alone. */
public final class ClassMetrics {
    /** Where a probability is less, its logarithm is taken to be this one's: the rounding of double numbers. */
    private static final double LEAST = Math.ulp(1.0);

    private ClassMetrics() {}

    /** Minus the mean logarithm of the true class's probability, in nats; 36.04 at most an example. */
    public static double logLoss(ClassPredictions predictions) {
        return mean(predictions, i -> -Math.log(clipped(truth(predictions, i))));
    }

    /** Brier's score (1950): the mean squared distance of the probabilities from the truth, from 0 to 2. */
    public static double brier(ClassPredictions predictions) {
        return mean(predictions, i -> {
            double[] p = predictions.probabilities()[i];
            double squares =
                    IntStream.range(0, p.length).mapToDouble(k -> p[k] * p[k]).sum();
            double truth = truth(predictions, i);
            return squares - truth * truth + (1 - truth) * (1 - truth);
        });
    }

    /** The share of examples whose true class is among the k most probable; ties count for the truth. */
    public static double topK(ClassPredictions predictions, int k) {
        if (k < 1) {
            throw new InputException("Accuracy among the " + k + " most probable classes cannot be: give 1 or more.");
        }
        return mean(predictions, i -> {
            double truth = truth(predictions, i);
            double[] p = predictions.probabilities()[i];
            long above = IntStream.range(0, p.length).filter(c -> p[c] > truth).count();
            return above < k ? 1 : 0;
        });
    }

    /** The area under the ROC curve: of the second class where there are two, else the mean over each class against the rest. */
    public static double auroc(ClassPredictions predictions) {
        return oneAgainstRest(predictions, Auroc::of);
    }

    /** The average precision: of the second class where there are two, else the mean over each class against the rest. */
    public static double averagePrecision(ClassPredictions predictions) {
        return oneAgainstRest(
                predictions,
                (scores, positive) -> RankingCurve.of(scores, positive).averagePrecision());
    }

    /** NaN unless each class occurs. */
    private static double oneAgainstRest(ClassPredictions predictions, ToDoubleBiFunction<double[], boolean[]> area) {
        int classes = predictions.classes().size();
        long present = IntStream.of(predictions.labels()).distinct().count();
        if (present < classes) {
            return Double.NaN;
        }
        return IntStream.range(classes == 2 ? 1 : 0, classes)
                .mapToDouble(k -> area.applyAsDouble(predictions.scores(k), predictions.positives(k)))
                .average()
                .orElseThrow();
    }

    private interface OfExample {
        double of(int example);
    }

    private static double mean(ClassPredictions predictions, OfExample value) {
        return IntStream.range(0, predictions.size())
                .mapToDouble(value::of)
                .average()
                .orElseThrow();
    }

    private static double truth(ClassPredictions predictions, int example) {
        return predictions.probabilities()[example][predictions.labels()[example]];
    }

    private static double clipped(double probability) {
        return Math.max(LEAST, probability);
    }
}
