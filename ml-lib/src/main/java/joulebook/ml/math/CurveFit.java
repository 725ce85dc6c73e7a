package joulebook.ml.math;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import joulebook.ml.InputException;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;

/**
 * Fits a curve y = f(x; p) whose parameters p are all positive, by Levenberg-Marquardt on their logarithms from several
 * starts; the lowest loss wins.
 *
 * <p>The loss is the sum over the points of rho(r), with the residual r = y - f or log y - log f, and
 *
 * <pre>
 * rho(r) = r^2 / 2                       where |r| is at most delta
 * rho(r) = delta (|r| - delta / 2)       beyond (Huber 1964)
 * </pre>
 *
 * <p>An infinite delta gives plain least squares. It is deterministic.
 */
public final class CurveFit {

    /** A curve with positive parameters. */
    @FunctionalInterface
    public interface Curve {

        /** The value at x, one number or several, under the given parameters. */
        double at(double[] parameters, double[] x);
    }

    /**
     * The outcome.
     *
     * @param parameters the best parameters
     * @param loss the sum of rho over the points
     * @param residuals the residual of each point, on logarithms if the fit was
     */
    public record Fit(double[] parameters, double loss, double[] residuals) {}

    private static final int MAX_EVALUATIONS = 1000;

    private final Curve curve;
    private final boolean onLogs;
    private final double delta;

    private CurveFit(Curve curve, boolean onLogs, double delta) {
        this.curve = Objects.requireNonNull(curve, "curve");
        this.onLogs = onLogs;
        this.delta = delta;
    }

    /** Least squares on y. */
    public static CurveFit leastSquares(Curve curve) {
        return new CurveFit(curve, false, Double.POSITIVE_INFINITY);
    }

    /**
     * The Huber loss on log y, for positive y.
     *
     * @param delta where the loss turns from squares to absolute values
     * @throws InputException if delta is not positive
     */
    public static CurveFit huberOnLogs(Curve curve, double delta) {
        if (!(delta > 0)) {
            throw new InputException("The Huber delta is " + delta + ": give a positive number such as 1e-3.");
        }
        return new CurveFit(curve, true, delta);
    }

    /**
     * Fits the curve to points.
     *
     * @param x one row a point
     * @param y one value a point, positive if the fit is on logarithms
     * @param starts positive parameters to start from, at least one
     * @throws InputException if the sizes disagree, a number is not finite or not positive where it must be, or there are
     *     fewer points than parameters
     */
    public Fit fit(double[][] x, double[] y, List<double[]> starts) {
        check(x, y, starts);
        Residuals best = null;
        for (double[] start : starts) {
            Residuals residuals = new Residuals(curve, onLogs, delta, x, y);
            descend(residuals, start);
            if (best == null || residuals.lowestLoss() < best.lowestLoss()) {
                best = residuals;
            }
        }
        return best.toFit();
    }

    private static void descend(Residuals residuals, double[] start) {
        double[] logs = Arrays.stream(start).map(Math::log).toArray();
        var problem = new LeastSquaresBuilder()
                .start(logs)
                .target(new double[residuals.count()])
                .model(residuals)
                .lazyEvaluation(true)
                .maxEvaluations(MAX_EVALUATIONS)
                .maxIterations(MAX_EVALUATIONS)
                .build();
        residuals.computeValue(new ArrayRealVector(logs).toArray());
        try {
            new LevenbergMarquardtOptimizer().optimize(problem);
        } catch (MathIllegalStateException noFurtherProgress) {
            // the residuals keep the lowest point that was visited
        }
    }

    private void check(double[][] x, double[] y, List<double[]> starts) {
        if (x.length != y.length || starts.isEmpty()) {
            throw new InputException("A fit got " + x.length + " rows x, " + y.length + " values y and " + starts.size()
                    + " starts: give one y a row and at least one start.");
        }
        if (y.length < starts.get(0).length) {
            throw new InputException("A fit of " + starts.get(0).length + " parameters got " + y.length
                    + " points: give at least as many points as parameters.");
        }
        for (int i = 0; i < y.length; i++) {
            if (!(Arrays.stream(x[i]).allMatch(Double::isFinite) && Double.isFinite(y[i]) && (y[i] > 0 || !onLogs))) {
                throw new InputException("Point " + i + " of a fit is x = " + Arrays.toString(x[i]) + ", y = " + y[i]
                        + ": give finite numbers" + (onLogs ? " and a positive y." : "."));
            }
        }
        for (double[] start : starts) {
            if (!Arrays.stream(start).allMatch(p -> p > 0 && Double.isFinite(p))) {
                throw new InputException(
                        "A fit was started from " + Arrays.toString(start) + ": give positive finite parameters.");
            }
        }
    }
}
