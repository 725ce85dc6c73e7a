package joulebook.ml.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;

/**
 * AdaGC (Wang and others, arXiv 2502.11034, algorithm 1): clips each tensor's gradient relative to a running mean of its
 * own clipped norms, so that an abnormal batch reaches no optimizer's moments. In the first steps it clips the norm over
 * all tensors, and each tensor's mean starts from its smallest norm there.
 *
 * <p>A tensor whose gradient holds what is no finite number gets zeros for it. One object serves one training.
 */
public final class AdaGc implements GradientTransform {
    /** Lets a tensor whose gradient was zero for long wake up again. */
    private static final double SMALLEST = 1e-12;

    private static final NDIndex WHOLE = new NDIndex(":");

    private final double absolute;
    private final double relative;
    private final double beta;
    private final int warmUp;
    private int step;
    private double[] gamma;
    private int replaced;

    /** With the paper's settings: 1.0, 1.05, 0.98 and 100 steps. */
    public AdaGc() {
        this(1.0, 1.05, 0.98, 100);
    }

    /**
     * @param absolute lambda_abs, the largest norm over all tensors in the warm-up
     * @param relative lambda_rel, by how much a tensor's norm may exceed its mean after it
     * @param beta how slowly the mean follows, at least 0 and below 1
     * @param warmUp T_start, the number of steps of warm-up, at least 1
     */
    public AdaGc(double absolute, double relative, double beta, int warmUp) {
        if (!(absolute > 0 && relative > 0)) {
            throw new InputException("AdaGC clips at " + absolute + " in the warm-up and at " + relative
                    + " times the mean after it, but both must be positive.");
        }
        if (!(beta >= 0 && beta < 1)) {
            throw new InputException("AdaGC's beta is " + beta + ", but it must be at least 0 and below 1.");
        }
        if (warmUp < 1) {
            throw new InputException("AdaGC's warm-up is " + warmUp + " steps, but it must be at least 1.");
        }
        this.absolute = absolute;
        this.relative = relative;
        this.beta = beta;
        this.warmUp = warmUp;
    }

    @Override
    public void apply(ParameterVector weights, ParameterVector gradient) {
        step++;
        double[] norms = finiteNorms(gradient);
        if (step == 1) {
            gamma = new double[norms.length];
            Arrays.fill(gamma, Double.POSITIVE_INFINITY);
        }
        double global = Math.sqrt(Arrays.stream(norms).map(norm -> norm * norm).sum());
        for (int i = 0; i < norms.length; i++) {
            double factor = step <= warmUp ? clip(absolute, global) : clip(relative * gamma[i], norms[i]);
            if (factor < 1) {
                scale(gradient, i, factor);
            }
            gamma[i] = next(gamma[i], factor * norms[i]);
        }
    }

    private static double clip(double largest, double norm) {
        return norm > largest ? largest / norm : 1;
    }

    private double next(double mean, double clipped) {
        if (step > warmUp && Double.isFinite(mean)) {
            return Math.max(SMALLEST, beta * mean + (1 - beta) * clipped);
        }
        // a tensor that did not learn yet is not held at zero: its first gradient is its mean
        return clipped > 0 ? Math.min(mean, clipped) : mean;
    }

    private double[] finiteNorms(ParameterVector gradient) {
        double[] norms = gradient.norms();
        for (int i = 0; i < norms.length; i++) {
            if (!Double.isFinite(norms[i])) {
                replaced++;
                norms[i] = 0;
                NDArray array = gradient.arrays().get(i);
                NoGrad.run(() -> array.set(WHOLE, 0));
            }
        }
        return norms;
    }

    private static void scale(ParameterVector gradient, int i, double factor) {
        NoGrad.run(() -> gradient.arrays().get(i).muli(factor));
    }

    /** gamma, the mean of each tensor's clipped norms; infinite before its first gradient. */
    public List<Double> means() {
        List<Double> means = new ArrayList<>();
        if (gamma != null) {
            Arrays.stream(gamma).forEach(means::add);
        }
        return means;
    }

    /** How often a tensor's gradient was replaced by zeros because it was no finite number. */
    public int replaced() {
        return replaced;
    }
}
