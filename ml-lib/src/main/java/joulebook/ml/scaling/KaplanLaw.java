package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.List;

/**
 * The law of Kaplan et al. 2020 over a constant, as Brandfonbrener et al. 2024 fit it (arXiv 2411.12925), L(N, D) = E +
 * ((A/N)^(alpha/beta) + B/D)^beta, for N parameters and D training tokens. Two data sets that share alpha/beta and B/A^(alpha/beta)
 * have losses that are a {@link ShiftedPowerLaw} of each other, with kappa the ratio of their beta.
 */
public record KaplanLaw() implements ScalingLaw {

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
        double alpha = parameters[2];
        double beta = parameters[4];
        return parameters[0]
                + Math.pow(Math.pow(parameters[1] / inputs[0], alpha / beta) + parameters[3] / inputs[1], beta);
    }

    /** N and D count alike at the centre of the data. */
    @Override
    public List<double[]> starts(double[][] inputs, double[] losses) {
        double centreN = Starts.centre(inputs, 0);
        double centreD = Starts.centre(inputs, 1);
        List<double[]> starts = new ArrayList<>();
        for (double share : Starts.IRREDUCIBLE) {
            double e = share * Starts.lowest(losses);
            for (double alpha : Starts.EXPONENTS) {
                for (double beta : Starts.EXPONENTS) {
                    double both = Math.pow(Starts.mean(losses) - e, 1 / beta);
                    starts.add(
                            new double[] {e, centreN * Math.pow(both / 2, beta / alpha), alpha, centreD * both / 2, beta
                            });
                }
            }
        }
        return starts;
    }
}
