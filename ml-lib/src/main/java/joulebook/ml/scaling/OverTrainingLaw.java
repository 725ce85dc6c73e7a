package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import joulebook.ml.math.CurveFit;
import joulebook.ml.math.Estimate;

/**
 * The law of Gadre et al. 2024 (arXiv 2403.08540) for models trained past their compute optimum, L(C, M) = E + (a M^eta + b
 * M^-eta) C^-eta, with compute C = 6 N D and M = D / N tokens a parameter: over-training moves the factor, not the exponent.
 * Fitted by least squares on L.
 */
public record OverTrainingLaw() implements ScalingLaw {

    /** How the falling part may be split between the two terms at the centre of the data. */
    private static final double[] SPLITS = {0.1, 0.5, 0.9};

    @Override
    public List<String> inputs() {
        return List.of("N", "D");
    }

    @Override
    public List<String> parameters() {
        return List.of("E", "a", "b", "eta");
    }

    /** The first term is a (6 N^2)^-eta, the second b (6 D^2)^-eta, for M / C = 1 / (6 N^2) and 1 / (M C) = 1 / (6 D^2). */
    @Override
    public double loss(double[] parameters, double... inputs) {
        return parameters[0]
                + parameters[1] * Math.pow(6 * inputs[0] * inputs[0], -parameters[3])
                + parameters[2] * Math.pow(6 * inputs[1] * inputs[1], -parameters[3]);
    }

    /** The loss with C operations at M tokens a parameter. */
    public double lossAt(double[] parameters, double compute, double tokensPerParameter) {
        double n = Math.sqrt(compute / (6 * tokensPerParameter));
        return loss(parameters, n, tokensPerParameter * n);
    }

    /** The tokens a parameter with the lowest loss, whatever the compute: M = (b / a)^(1 / (2 eta)). */
    public static Estimate optimalTokensPerParameter(ScalingFit fit) {
        return fit.estimate(p -> Math.pow(p[2] / p[1], 1 / (2 * p[3])));
    }

    @Override
    public CurveFit fitting() {
        return CurveFit.leastSquares(this::loss);
    }

    /** a and b are told apart by different M alone, and E from them by different compute. */
    @Override
    public void requireIdentifiable(double[][] points) {
        Starts.requireDistinct(Arrays.stream(points).mapToDouble(p -> p[1] / p[0]), 2, "D/N");
        Starts.requireDistinct(Arrays.stream(points).mapToDouble(p -> p[0] * p[1]), 3, "N times D");
    }

    @Override
    public List<double[]> starts(double[][] inputs, double[] losses) {
        double centreN = 6 * Math.pow(Starts.centre(inputs, 0), 2);
        double centreD = 6 * Math.pow(Starts.centre(inputs, 1), 2);
        List<double[]> starts = new ArrayList<>();
        for (double share : Starts.IRREDUCIBLE) {
            double e = share * Starts.lowest(losses);
            double falling = Starts.mean(losses) - e;
            for (double exponent : Starts.EXPONENTS) {
                double eta = exponent / 2;
                for (double split : SPLITS) {
                    starts.add(new double[] {
                        e, split * falling * Math.pow(centreN, eta), (1 - split) * falling * Math.pow(centreD, eta), eta
                    });
                }
            }
        }
        return starts;
    }
}
