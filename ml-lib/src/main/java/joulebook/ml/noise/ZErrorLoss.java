package joulebook.ml.noise;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.train.ErrorLoss;

/**
 * Z-Error loss (Godin 2025, arXiv 2506.02154): leaves out the examples whose z-score in the batch lies beyond a threshold,
 * and takes the mean of a plain loss over the rest. No gradient flows through the choice. With the sample standard deviation
 * no score exceeds (B - 1) / sqrt(B), so a threshold of 2 leaves nothing out of batches of up to 5.
 *
 * <p>One object is for one training: it remembers the last batch, and counts the batches where the threshold changes.
 */
public final class ZErrorLoss extends Loss {

    /** What the scores are of. */
    public enum Statistic {
        /** The squared error of a regression, over the batch. */
        SQUARED_ERROR,
        /** The signed error of a regression, over the batch. */
        ERROR,
        /**
         * The logit, over the examples of its class. With several classes the logit of the true class (not in the paper).
         */
        LOGIT
    }

    private static final double TINY = 1e-8;

    private final Statistic statistic;
    private final IntToDoubleFunction threshold;
    private int batches;
    private boolean[] lastKept = {};
    private double[] lastScores = {};

    private ZErrorLoss(Statistic statistic, IntToDoubleFunction threshold) {
        super("ZErrorLoss");
        this.statistic = statistic;
        this.threshold = threshold;
    }

    /**
     * With one threshold throughout.
     *
     * @param threshold tau, positive, such as 2
     */
    public ZErrorLoss(Statistic statistic, double threshold) {
        this(statistic, batch -> threshold);
        requirePositive(threshold);
    }

    /** With a threshold that falls on a line over the first batches. */
    public static ZErrorLoss annealed(Statistic statistic, double start, double end, int batches) {
        requirePositive(start);
        requirePositive(end);
        if (batches < 1) {
            throw new InputException("The threshold was to fall over " + batches + " batches: give 1 or more.");
        }
        return new ZErrorLoss(statistic, batch -> end + (start - end) * Math.max(0, 1 - (double) batch / batches));
    }

    private static void requirePositive(double threshold) {
        if (!(threshold > 0)) {
            throw new InputException("The threshold is " + threshold + ", but it must be positive, such as 2.");
        }
    }

    /**
     * The mean loss of the examples that are kept: squared error for a regression, cross-entropy for logits.
     *
     * @param labels (B) or (B, 1): numbers, or classes from 0 on
     * @param predictions (B) or (B, 1) numbers or logits of class 1, or (B, K) logits
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray y = labels.singletonOrThrow();
        NDArray predicted = predictions.singletonOrThrow();
        int examples = (int) predicted.getShape().get(0);
        int columns = (int) (predicted.size() / examples);
        if (y.size() != examples || columns > 1 && statistic != Statistic.LOGIT) {
            throw new InputException(
                    "There are " + y.size() + " labels for predictions of shape " + predicted.getShape()
                            + ": give one label an example, and one number an example for a regression.");
        }
        float[] label = y.toType(DataType.FLOAT32, false).toFloatArray();
        float[] output = predicted.toFloatArray();
        double[] values = new double[examples];
        int[] groups = new int[examples];
        for (int i = 0; i < examples; i++) {
            double error = label[i] - output[i * columns];
            groups[i] = statistic == Statistic.LOGIT ? (int) label[i] : 0;
            values[i] = switch (statistic) {
                case SQUARED_ERROR -> error * error;
                case ERROR -> error;
                case LOGIT -> output[columns == 1 ? i : i * columns + groups[i]];
            };
        }
        lastScores = scores(values, groups);
        lastKept = kept(lastScores, threshold.applyAsDouble(batches++));
        return plainLoss(y, predicted, columns);
    }

    private NDArray plainLoss(NDArray labels, NDArray predictions, int columns) {
        long[] rows = IntStream.range(0, lastKept.length)
                .filter(i -> lastKept[i])
                .mapToLong(i -> i)
                .toArray();
        NDIndex selection = new NDIndex("{}", predictions.getManager().create(rows));
        NDArray predicted = predictions.get(selection);
        NDArray y = labels.get(selection);
        if (columns > 1) {
            return Loss.softmaxCrossEntropyLoss().evaluate(new NDList(y.reshape(rows.length)), new NDList(predicted));
        }
        NDArray wanted = y.toType(DataType.FLOAT32, false).reshape(predicted.getShape());
        Loss plain = statistic == Statistic.LOGIT ? Loss.sigmoidBinaryCrossEntropyLoss() : ErrorLoss.squared();
        return plain.evaluate(new NDList(wanted), new NDList(predicted));
    }

    /** z = (value - mean) / (sample deviation + 1e-8) in each group; 0 in groups of one, infinite where the value is not finite. */
    private static double[] scores(double[] values, int[] groups) {
        double[] scores = new double[values.length];
        for (int group : Arrays.stream(groups).distinct().toArray()) {
            int[] members = IntStream.range(0, values.length)
                    .filter(i -> groups[i] == group && Double.isFinite(values[i]))
                    .toArray();
            double mean =
                    Arrays.stream(members).mapToDouble(i -> values[i]).average().orElse(0);
            double squares = Arrays.stream(members)
                    .mapToDouble(i -> Math.pow(values[i] - mean, 2))
                    .sum();
            double deviation = members.length < 2 ? 0 : Math.sqrt(squares / (members.length - 1));
            for (int i : members) {
                scores[i] = (values[i] - mean) / (deviation + TINY);
            }
        }
        for (int i = 0; i < values.length; i++) {
            scores[i] = Double.isFinite(values[i]) ? scores[i] : Double.POSITIVE_INFINITY;
        }
        return scores;
    }

    /** All finite ones, if the threshold leaves none. */
    private static boolean[] kept(double[] scores, double threshold) {
        boolean[] kept = new boolean[scores.length];
        boolean any = false;
        for (int i = 0; i < scores.length; i++) {
            kept[i] = Math.abs(scores[i]) <= threshold;
            any |= kept[i];
        }
        for (int i = 0; i < scores.length && !any; i++) {
            kept[i] = Double.isFinite(scores[i]);
        }
        return kept;
    }

    /** Which examples of the last batch were kept. */
    public boolean[] lastKept() {
        return lastKept.clone();
    }

    /** The z-scores of the last batch. */
    public double[] lastScores() {
        return lastScores.clone();
    }
}
