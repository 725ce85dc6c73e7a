package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.List;

/**
 * A power law over a constant, L(N) = E + A / N^alpha.
 *
 * @param input the name of the one input: parameters, tokens or compute
 */
public record PowerLaw(String input) implements ScalingLaw {

    /** The law in the number of parameters, N. */
    public PowerLaw() {
        this("N");
    }

    @Override
    public List<String> inputs() {
        return List.of(input);
    }

    @Override
    public List<String> parameters() {
        return List.of("E", "A", "alpha");
    }

    @Override
    public double loss(double[] parameters, double... inputs) {
        return parameters[0] + parameters[1] * Math.pow(inputs[0], -parameters[2]);
    }

    @Override
    public List<double[]> starts(double[][] inputs, double[] losses) {
        double centre = Starts.centre(inputs, 0);
        List<double[]> starts = new ArrayList<>();
        for (double share : Starts.IRREDUCIBLE) {
            double e = share * Starts.lowest(losses);
            for (double alpha : Starts.EXPONENTS) {
                starts.add(new double[] {e, (Starts.mean(losses) - e) * Math.pow(centre, alpha), alpha});
            }
        }
        return starts;
    }
}
