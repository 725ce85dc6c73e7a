package joulebook.ml.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import java.util.Arrays;

/**
 * Gradient-weight alignment (Hoelzl, Rueckert, Kaissis, arXiv 2510.25480): how far the gradients of single examples at
 * the last linear layer point along its weights. While a network learns what its data have in common most do; when it
 * memorises they scatter.
 */
public final class GradientWeightAlignment {
    private static final double SMALLEST = 1e-12;
    /** Offsets the excess kurtosis of a uniform distribution, -1.2. */
    private static final double BETA = 1.2;

    private GradientWeightAlignment() {}

    /**
     * gamma, the cosine between the negative gradient of each example's cross-entropy by W and W itself: - r^T W z / (|z|
     * |r| |W|), where r = softmax(W z + b) - y. The gradient is never formed.
     *
     * @param weight W (classes, units), of the last layer
     * @param logits W z + b (B, classes), what comes out of that layer
     * @param inputs z (B, units), what goes into it; its manager owns what is computed
     * @param labels y (B), class indices
     * @return B numbers from -1 to 1; 0 where the loss is 0
     */
    public static double[] scores(NDArray weight, NDArray logits, NDArray inputs, NDArray labels) {
        NDArray r = logits.softmax(1).subi(labels.oneHot((int) weight.getShape().get(0)));
        float[] products = Linear.linear(inputs, weight)
                .singletonOrThrow()
                .muli(r)
                .sum(new int[] {1})
                .toFloatArray();
        float[] residuals = r.norm(new int[] {1}).toFloatArray();
        float[] lengths = inputs.norm(new int[] {1}).toFloatArray();
        double size = norm(weight);
        double[] scores = new double[products.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = -products[i] / ((double) residuals[i] * lengths[i] * size + SMALLEST);
        }
        return scores;
    }

    private static double norm(NDArray weight) {
        try (NDArray norm = weight.norm()) { // else the model would own it
            return norm.getFloat();
        }
    }

    /** M1, the mean of the scores. */
    public static double mean(double[] scores) {
        return Arrays.stream(scores).average().orElse(Double.NaN);
    }

    /**
     * The mean over the excess kurtosis plus 1.2 (population moments): high where most examples agree and few are far off.
     * Not a number if all scores are the same; where the scores lie in two heaps the denominator can be negative, and then
     * the value means nothing ({@link #denominator}).
     */
    public static double gwa(double[] scores) {
        return mean(scores) / denominator(scores);
    }

    /** The excess kurtosis of the scores plus 1.2. */
    public static double denominator(double[] scores) {
        double second = moment(scores, 2);
        return moment(scores, 4) / (second * second) - 3 + BETA;
    }

    private static double moment(double[] scores, int power) {
        double mean = mean(scores);
        return Arrays.stream(scores)
                .map(score -> Math.pow(score - mean, power))
                .average()
                .orElse(Double.NaN);
    }
}
