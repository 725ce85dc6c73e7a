package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import joulebook.ml.InputException;
import joulebook.ml.math.CurveFit;

/**
 * The link between two losses of models that are paired by size and data, y = K (x - E0)^kappa + E1 (Brandfonbrener et al.
 * 2024, arXiv 2411.12925): of training losses on two data sets, of a training and a test loss, or of two test losses. Fitted by
 * least squares on y; x below E0 counts as E0.
 *
 * @param irreducibleX E0, the loss on the x axis that no size or data removes, from a fit of its own law
 * @param irreducibleY E1, likewise for y; empty to fit it
 */
public record ShiftedPowerLaw(double irreducibleX, OptionalDouble irreducibleY) implements ScalingLaw {

    private static final double[] SLOPES = {0.5, 1, 2};

    public ShiftedPowerLaw {
        if (!(irreducibleX >= 0 && Double.isFinite(irreducibleX))
                || !(irreducibleY.orElse(0) >= 0 && Double.isFinite(irreducibleY.orElse(0)))) {
            throw new InputException("The irreducible losses are " + irreducibleX + " and "
                    + irreducibleY.orElse(Double.NaN) + ": give finite numbers that are not negative.");
        }
    }

    /** With both irreducible losses known. */
    public ShiftedPowerLaw(double irreducibleX, double irreducibleY) {
        this(irreducibleX, OptionalDouble.of(irreducibleY));
    }

    /** With that of y to be fitted. */
    public ShiftedPowerLaw(double irreducibleX) {
        this(irreducibleX, OptionalDouble.empty());
    }

    @Override
    public List<String> inputs() {
        return List.of("loss");
    }

    @Override
    public List<String> parameters() {
        return irreducibleY.isPresent() ? List.of("K", "kappa") : List.of("K", "kappa", "E1");
    }

    @Override
    public double loss(double[] parameters, double... inputs) {
        double e1 = irreducibleY.orElseGet(() -> parameters[2]);
        return parameters[0] * Math.pow(Math.max(0, inputs[0] - irreducibleX), parameters[1]) + e1;
    }

    @Override
    public CurveFit fitting() {
        return CurveFit.leastSquares(this::loss);
    }

    @Override
    public void requirePoint(double[] point, String what) {
        ScalingLaw.super.requirePoint(point, what);
        if (point[0] <= irreducibleX) {
            throw new InputException(what + " has the loss " + point[0] + ", but the irreducible loss is "
                    + irreducibleX + ": give points above it, or a lower irreducible loss.");
        }
    }

    @Override
    public List<double[]> starts(double[][] inputs, double[] losses) {
        double e1Known = irreducibleY.orElse(0);
        if (Starts.lowest(losses) <= e1Known) {
            throw new InputException("The lowest loss is " + Starts.lowest(losses) + ", but the irreducible loss is "
                    + e1Known + ": leave it out to have it fitted.");
        }
        double centre = Arrays.stream(inputs)
                .mapToDouble(row -> row[0] - irreducibleX)
                .average()
                .orElseThrow();
        List<double[]> starts = new ArrayList<>();
        for (double slope : SLOPES) {
            if (irreducibleY.isPresent()) {
                starts.add(new double[] {(Starts.mean(losses) - e1Known) / Math.pow(centre, slope), slope});
            } else {
                for (double share : Starts.IRREDUCIBLE) {
                    double e1 = share * Starts.lowest(losses);
                    starts.add(new double[] {(Starts.mean(losses) - e1) / Math.pow(centre, slope), slope, e1});
                }
            }
        }
        return starts;
    }
}
