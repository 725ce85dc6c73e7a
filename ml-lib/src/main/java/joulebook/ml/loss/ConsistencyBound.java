package joulebook.ml.loss;

import joulebook.ml.InputException;

/**
 * By how much a {@link CompSumLoss} that is nearly the least one leaves the zero-one loss above its least (Mao, Mohri, Zhong
 * 2023, arXiv 2304.07288, section 3): R01(h) - R01* + M01 at most Gamma(R(h) - R* + M), where M are the minimizability gaps, 0
 * over all measurable functions.
 */
public final class ConsistencyBound {

    private ConsistencyBound() {}

    /**
     * Gamma(t).
     *
     * @param tau of the loss, 0 or more
     * @param classes 2 or more
     * @param excess t, by how much the loss is above its least, 0 or more
     */
    public static double gamma(double tau, int classes, double excess) {
        if (!(tau >= 0 && Double.isFinite(tau)) || classes < 2 || !(excess >= 0)) {
            throw new InputException("The bound was asked for tau = " + tau + ", " + classes
                    + " classes and an excess of " + excess + ", but these must be at least 0, 2 and 0.");
        }
        if (tau <= 1) {
            return Math.sqrt(Math.pow(2, tau) * (2 - tau) * excess);
        }
        double scale = Math.pow(classes, tau - 1);
        return tau < 2 ? Math.sqrt(2 * scale * excess) : (tau - 1) * scale * excess;
    }
}
