package joulebook.ml.scaling;

import java.util.List;

/** A formula for the loss with positive inputs (parameters, tokens, compute) and positive parameters of its own. */
public interface ScalingLaw {

    /** The names of the inputs, in order, for example {@code N, D}. */
    List<String> inputs();

    /** The names of the parameters, in order, for example {@code E, A, alpha}. */
    List<String> parameters();

    /** The loss the law gives; arrays in the order of {@link #parameters()} and {@link #inputs()}. */
    double loss(double[] parameters, double... inputs);

    /**
     * Parameters to start a fit from, spread widely enough that one of them leads to the best fit.
     *
     * @param inputs one row a point, all positive
     * @param losses one positive loss a point
     */
    List<double[]> starts(double[][] inputs, double[] losses);
}
