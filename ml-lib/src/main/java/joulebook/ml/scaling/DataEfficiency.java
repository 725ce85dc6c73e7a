package joulebook.ml.scaling;

import joulebook.ml.InputException;
import joulebook.ml.math.Estimate;

/** How much data a better recipe is worth (Kim et al. 2025, arXiv 2509.14786). */
public final class DataEfficiency {

    private DataEfficiency() {}

    /**
     * How many times the data the baseline would need to come to a loss: D'/D with D' = (A / (L - E))^(1/alpha). Infinite if
     * the loss is not above the baseline's asymptote E.
     *
     * @param baseline a fit of L(D) = E + A / D^alpha to the baseline's best losses
     * @param d the data that the better recipe was given, positive
     * @param loss what it came to
     */
    public static Estimate multiplier(ScalingFit baseline, double d, double loss) {
        if (!(baseline.law() instanceof PowerLaw) || !(d > 0)) {
            throw new InputException(
                    "The worth in data needs a fit of a PowerLaw in D and a positive D, but got a fit in "
                            + baseline.law().inputs() + " and D = " + d + ".");
        }
        return baseline.estimate(p ->
                loss > p[0] ? Math.pow(p[1] / (loss - p[0]), 1 / p[2]) / d : Double.POSITIVE_INFINITY);
    }
}
