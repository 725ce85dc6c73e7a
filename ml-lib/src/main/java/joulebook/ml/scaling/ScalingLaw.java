package joulebook.ml.scaling;

import java.util.Arrays;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.math.CurveFit;

/** A formula for the loss with inputs (parameters, tokens, compute, another loss) and positive parameters of its own. */
public interface ScalingLaw {

    /** Where the Huber loss on the logarithm of the loss turns from squares to absolute values. */
    double HUBER_DELTA = 1e-3;

    /** The names of the inputs, in order, for example {@code N, D}. */
    List<String> inputs();

    /** The names of the parameters, in order, for example {@code E, A, alpha}. */
    List<String> parameters();

    /** The loss the law gives; arrays in the order of {@link #parameters()} and {@link #inputs()}. */
    double loss(double[] parameters, double... inputs);

    /**
     * Parameters to start a fit from, spread widely enough that one of them leads to the best fit.
     *
     * @param inputs one row a point
     * @param losses one positive loss a point
     */
    List<double[]> starts(double[][] inputs, double[] losses);

    /**
     * How the law is fitted: by the Huber loss with delta = {@value #HUBER_DELTA} on the logarithm of the loss (Hoffmann et
     * al. 2022, arXiv 2203.15556, section 3.3), unless its own paper has another way.
     */
    default CurveFit fitting() {
        return CurveFit.huberOnLogs(this::loss, HUBER_DELTA);
    }

    /**
     * Refuses a point that the law does not take: a number for each input, positive unless the law says otherwise.
     *
     * @param what what to call the point in the message
     */
    default void requirePoint(double[] point, String what) {
        if (point.length != inputs().size()
                || !Arrays.stream(point).allMatch(value -> value > 0 && Double.isFinite(value))) {
            throw new InputException(what + " has the inputs " + Arrays.toString(point)
                    + ": give a positive finite number for each of " + inputs() + ".");
        }
    }

    /**
     * Refuses points that leave a parameter open. A term A / N^alpha beside a constant shows its shape from three values of
     * N on.
     */
    default void requireIdentifiable(double[][] points) {
        for (int input = 0; input < inputs().size(); input++) {
            int column = input;
            Starts.requireDistinct(Arrays.stream(points).mapToDouble(point -> point[column]), 3, inputs().get(input));
        }
    }
}
