package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a training uses, J(N, D) = D (a + 6 b N) in joules, for N parameters and D examples gone through: a joules an
 * example whatever the model, for small models leave the processor waiting, and b joules a floating-point operation.
 */
public record EnergyLaw() implements ScalingLaw {

    /** How the energy may be split between the two terms at the centre of the data. */
    private static final double[] SPLITS = {0.1, 0.5, 0.9};

    @Override
    public List<String> inputs() {
        return List.of("N", "D");
    }

    @Override
    public List<String> parameters() {
        return List.of("a", "b");
    }

    /** The joules. */
    @Override
    public double loss(double[] parameters, double... inputs) {
        return inputs[1] * (parameters[0] + 6 * parameters[1] * inputs[0]);
    }

    /** a and b are told apart by different N alone. */
    @Override
    public void requireIdentifiable(double[][] points) {
        Starts.requireDistinct(Arrays.stream(points).mapToDouble(point -> point[0]), 2, "N");
    }

    @Override
    public List<double[]> starts(double[][] inputs, double[] joules) {
        double perExample = Starts.mean(joules) / Starts.centre(inputs, 1);
        List<double[]> starts = new ArrayList<>();
        for (double share : SPLITS) {
            starts.add(new double[] {(1 - share) * perExample, share * perExample / (6 * Starts.centre(inputs, 0))});
        }
        return starts;
    }
}
