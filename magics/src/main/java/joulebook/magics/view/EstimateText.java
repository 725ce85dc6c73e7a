package joulebook.magics.view;

import joulebook.magics.text.Numbers;
import joulebook.ml.math.Estimate;

/** Estimates as people read them. */
final class EstimateText {
    private EstimateText() {}

    /** {@code 0.71 [0.65, 0.78]}; the number alone where there is no interval, and nothing where there is no number. */
    static String of(Estimate estimate) {
        if (Double.isNaN(estimate.value())) {
            return "";
        }
        String value = Numbers.asSureAs(spread(estimate), estimate.value());
        return Double.isNaN(estimate.low()) ? value : value + " [" + range(estimate, ", ") + "]";
    }

    /** The ends of the interval. */
    static String range(Estimate estimate, String between) {
        return Numbers.asSureAs(spread(estimate), estimate.low())
                + between
                + Numbers.asSureAs(spread(estimate), estimate.high());
    }

    private static double spread(Estimate estimate) {
        return (estimate.high() - estimate.low()) / 2;
    }
}
