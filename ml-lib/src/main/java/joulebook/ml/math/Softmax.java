package joulebook.ml.math;

import java.util.Arrays;

/** Probabilities from logits, in numbers of double precision. */
public final class Softmax {

    private Softmax() {}

    /** exp(z_k) over the sum of all. */
    public static double[] of(double... logits) {
        return Arrays.stream(log(logits)).map(Math::exp).toArray();
    }

    /** The logarithms of the probabilities, of logits of any size. */
    public static double[] log(double... logits) {
        double largest = Arrays.stream(logits).max().orElse(0);
        double logSum = largest
                + Math.log(Arrays.stream(logits)
                        .map(logit -> Math.exp(logit - largest))
                        .sum());
        return Arrays.stream(logits).map(logit -> logit - logSum).toArray();
    }
}
