package joulebook.ml.loss;

import ai.djl.ndarray.NDArray;
import joulebook.ml.InputException;
import joulebook.ml.model.Scalar;
import joulebook.ml.train.ClassLoss;

/**
 * The comp-sum losses (Mao, Mohri, Zhong 2023, arXiv 2304.07288): (p^(tau - 1) - 1) / (1 - tau) of the true class's probability
 * p, and -log p for tau = 1. With tau = 0 it is the sum-exponential loss, between 1 and 2 generalised cross-entropy (q = tau - 1),
 * with tau = 2 the mean absolute error. Above 1 hard examples count for less, below 1 for more.
 */
public final class CompSumLoss extends ClassLoss {
    private static final double ABOUT_ONE = 1e-6;
    /** A probability of e^-50 is taken for 0: below tau = 1 the loss would else overflow. */
    private static final float LEAST_LOG = -50;

    private final double tau;

    /** @param tau 0 or more */
    public CompSumLoss(double tau) {
        super("CompSumLoss");
        if (!(tau >= 0 && Double.isFinite(tau))) {
            throw new InputException("Tau is " + tau + ", but it must be 0 or more, such as 1 for cross-entropy.");
        }
        this.tau = tau;
    }

    @Override
    protected NDArray each(NDArray labels, NDArray logits) {
        NDArray logP = at(labels, logits.logSoftmax(1));
        if (Math.abs(tau - 1) < ABOUT_ONE) {
            return logP.neg();
        }
        NDArray bounded = tau < 1 ? Scalar.atLeast(logP, LEAST_LOG) : logP;
        NDArray x = Scalar.times(bounded, tau - 1);
        NDArray expMinusOne = Scalar.times(x, 0.5).tanh().mul(x.exp().add(1f)); // keeps its digits where x is small
        return Scalar.over(expMinusOne, 1 - tau);
    }
}
