package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import joulebook.ml.math.CurveFit;

/**
 * The average top-1 error on tasks from the validation loss, Err(L) = eps - k exp(-gamma L) (Gadre et al. 2024, arXiv
 * 2403.08540). Fitted by least squares.
 */
public record DownstreamErrorLaw() implements ScalingLaw {

    private static final double[] RATES = {0.3, 1, 3};

    @Override
    public List<String> inputs() {
        return List.of("loss");
    }

    @Override
    public List<String> parameters() {
        return List.of("eps", "k", "gamma");
    }

    /** The error, from 0 to 1, at a loss. */
    @Override
    public double loss(double[] parameters, double... inputs) {
        return parameters[0] - parameters[1] * Math.exp(-parameters[2] * inputs[0]);
    }

    @Override
    public CurveFit fitting() {
        return CurveFit.leastSquares(this::loss);
    }

    /** Curves of several rates with eps a little above the highest error, through the mean of the points. */
    @Override
    public List<double[]> starts(double[][] inputs, double[] errors) {
        double eps = 1.05 * Arrays.stream(errors).max().orElseThrow();
        double centre = Starts.centre(inputs, 0);
        List<double[]> starts = new ArrayList<>();
        for (double rate : RATES) {
            double gamma = rate / centre;
            starts.add(new double[] {eps, (eps - Starts.mean(errors)) * Math.exp(rate), gamma});
        }
        return starts;
    }
}
