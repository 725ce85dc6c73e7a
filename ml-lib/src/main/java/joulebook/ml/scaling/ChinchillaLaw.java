package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.math.Estimate;

/**
 * The law of Hoffmann et al. 2022 (arXiv 2203.15556, equation 2), L(N, D) = E + A / N^alpha + B / D^beta, for N parameters
 * and D training tokens.
 */
public record ChinchillaLaw() implements ScalingLaw {

    /** Training costs about this many floating-point operations for each parameter and token: C = 6 N D. */
    private static final double FLOPS_PER_PARAMETER_AND_TOKEN = 6;

    /** How the falling part of the loss may be split between N and D at the centre of the data. */
    private static final double[] SPLITS = {0.2, 0.5, 0.8};

    /**
     * The best use of an amount of compute.
     *
     * @param n the number of parameters
     * @param d the number of tokens
     * @param loss the loss it leads to
     */
    public record ComputeOptimum(Estimate n, Estimate d, Estimate loss) {}

    @Override
    public List<String> inputs() {
        return List.of("N", "D");
    }

    @Override
    public List<String> parameters() {
        return List.of("E", "A", "alpha", "B", "beta");
    }

    @Override
    public double loss(double[] parameters, double... inputs) {
        return parameters[0]
                + parameters[1] * Math.pow(inputs[0], -parameters[2])
                + parameters[3] * Math.pow(inputs[1], -parameters[4]);
    }

    /**
     * The N and D that give the lowest loss under C = 6 N D (equation 4): N = G (C/6)^(beta/(alpha+beta)) and D = C/(6N),
     * with G = (alpha A / (beta B))^(1/(alpha+beta)).
     *
     * @param fit a fit of this law
     * @param flops the compute C, in floating-point operations
     * @throws InputException if the fit is of another law or the compute is not positive
     */
    public static ComputeOptimum computeOptimum(ScalingFit fit, double flops) {
        if (!(fit.law() instanceof ChinchillaLaw law)) {
            throw new InputException("The compute optimum needs a fit of L(N, D), but this fit is of "
                    + fit.law().inputs() + " alone: fit a ChinchillaLaw to points with N and D.");
        }
        if (!(flops > 0 && Double.isFinite(flops))) {
            throw new InputException(
                    "A compute of " + flops + " has no optimum: give a positive number of operations.");
        }
        double product = flops / FLOPS_PER_PARAMETER_AND_TOKEN;
        return new ComputeOptimum(
                fit.estimate(p -> bestN(p, product)),
                fit.estimate(p -> product / bestN(p, product)),
                fit.estimate(p -> law.loss(p, bestN(p, product), product / bestN(p, product))));
    }

    private static double bestN(double[] p, double product) {
        double sum = p[2] + p[4];
        return Math.pow(p[2] * p[1] / (p[4] * p[3]), 1 / sum) * Math.pow(product, p[4] / sum);
    }

    @Override
    public List<double[]> starts(double[][] inputs, double[] losses) {
        double centreN = Starts.centre(inputs, 0);
        double centreD = Starts.centre(inputs, 1);
        List<double[]> starts = new ArrayList<>();
        for (double share : Starts.IRREDUCIBLE) {
            double e = share * Starts.lowest(losses);
            double falling = Starts.mean(losses) - e;
            for (double alpha : Starts.EXPONENTS) {
                for (double beta : Starts.EXPONENTS) {
                    for (double split : SPLITS) {
                        starts.add(new double[] {
                            e,
                            split * falling * Math.pow(centreN, alpha),
                            alpha,
                            (1 - split) * falling * Math.pow(centreD, beta),
                            beta
                        });
                    }
                }
            }
        }
        return starts;
    }
}
