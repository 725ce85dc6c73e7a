package joulebook.ml.math;

import java.util.ArrayList;
import java.util.List;
import joulebook.ml.InputException;

/**
 * How often a classifier is right when it is so sure (the reliability diagram of DeGroot and Fienberg 1983). Confidence is
 * the largest probability; the bins are of equal width, each with its upper edge (Guo et al. 2017).
 *
 * @param bins those with examples, by confidence
 */
public record Reliability(List<Bin> bins) {
    /**
     * Examples of about one confidence.
     *
     * @param examples how many
     * @param confidence their mean confidence
     * @param accuracy the share that is right
     */
    public record Bin(int examples, double confidence, double accuracy) {
        double gap() {
            return Math.abs(accuracy - confidence);
        }
    }

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Puts predictions into bins.
     *
     * @param confidences of the predictions, from 0 to 1
     * @param right which predictions are, one a confidence
     * @param count the number of bins
     */
    public static Reliability of(double[] confidences, boolean[] right, int count) {
        if (count < 1) {
            throw new InputException("Confidences were to be put into " + count + " bins: give one bin or more.");
        }
        if (confidences.length != right.length || right.length == 0) {
            throw new InputException("There are " + confidences.length + " confidences of " + right.length
                    + " predictions: give one a prediction, and one at least.");
        }
        int[] examples = new int[count];
        double[] confidence = new double[count];
        double[] hits = new double[count];
        for (int i = 0; i < right.length; i++) {
            int bin = (int) Math.max(0, Math.min(count - 1, Math.ceil(confidences[i] * count) - 1));
            examples[bin]++;
            confidence[bin] += confidences[i];
            hits[bin] += right[i] ? 1 : 0;
        }
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < count; bin++) {
            if (examples[bin] > 0) {
                bins.add(new Bin(examples[bin], confidence[bin] / examples[bin], hits[bin] / examples[bin]));
            }
        }
        return new Reliability(bins);
    }

    /** The expected calibration error: the mean gap over the examples (Naeini et al. 2015). */
    public double expectedError() {
        double examples = bins.stream().mapToInt(Bin::examples).sum();
        return bins.stream().mapToDouble(bin -> bin.examples() * bin.gap()).sum() / examples;
    }

    /** The maximum calibration error: the largest gap. */
    public double maximumError() {
        return bins.stream().mapToDouble(Bin::gap).max().orElseThrow();
    }
}
