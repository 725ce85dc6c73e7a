package joulebook.ml.math;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.ValueAndJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * The residuals of a curve as a function of the logarithms of its parameters, in the shape a least-squares solver takes.
 *
 * <p>A robust loss becomes a sum of squares when each residual r is replaced by the number of the same sign whose square is
 * 2 rho(r). The lowest point visited is kept, since a solver that stalls gives none.
 */
final class Residuals implements ValueAndJacobianFunction {

    /** For central differences: balances the error of the difference against that of rounding. */
    private static final double STEP = 1e-5;

    /** A parameter that wants to be zero or infinite stays positive and finite. */
    private static final double LARGEST_LOG = 700;

    private final CurveFit.Curve curve;
    private final boolean onLogs;
    private final double delta;
    private final double[][] x;
    private final double[] y;
    private double lowest = Double.POSITIVE_INFINITY;
    private double[] best = {};

    Residuals(CurveFit.Curve curve, boolean onLogs, double delta, double[][] x, double[] y) {
        this.curve = curve;
        this.onLogs = onLogs;
        this.delta = delta;
        this.x = x;
        this.y = y;
    }

    int count() {
        return y.length;
    }

    double lowestLoss() {
        return lowest;
    }

    CurveFit.Fit toFit() {
        return new CurveFit.Fit(exp(best), lowest, residuals(best));
    }

    @Override
    public RealVector computeValue(double[] logs) {
        double[] robust = robust(logs);
        double loss = 0;
        for (double r : robust) {
            loss += r * r / 2;
        }
        if (loss < lowest) {
            lowest = loss;
            best = logs.clone();
        }
        return new ArrayRealVector(robust, false);
    }

    @Override
    public RealMatrix computeJacobian(double[] logs) {
        double[][] jacobian = new double[y.length][logs.length];
        for (int p = 0; p < logs.length; p++) {
            double[] shifted = logs.clone();
            shifted[p] = logs[p] + STEP;
            double[] above = robust(shifted);
            shifted[p] = logs[p] - STEP;
            double[] below = robust(shifted);
            for (int i = 0; i < y.length; i++) {
                jacobian[i][p] = (above[i] - below[i]) / (2 * STEP);
            }
        }
        return new Array2DRowRealMatrix(jacobian, false);
    }

    @Override
    public Pair<RealVector, RealMatrix> value(RealVector logs) {
        return new Pair<>(computeValue(logs.toArray()), computeJacobian(logs.toArray()));
    }

    private double[] residuals(double[] logs) {
        double[] parameters = exp(logs);
        double[] residuals = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            double predicted = curve.at(parameters, x[i]);
            residuals[i] = onLogs ? Math.log(y[i]) - Math.log(predicted) : y[i] - predicted;
        }
        return residuals;
    }

    private double[] robust(double[] logs) {
        double[] residuals = residuals(logs);
        for (int i = 0; i < residuals.length; i++) {
            double size = Math.abs(residuals[i]);
            double root = size <= delta ? size : Math.sqrt(delta * (2 * size - delta));
            residuals[i] = Math.copySign(root, residuals[i]);
        }
        return residuals;
    }

    private static double[] exp(double[] logs) {
        double[] parameters = new double[logs.length];
        for (int p = 0; p < logs.length; p++) {
            parameters[p] = Math.exp(Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, logs[p])));
        }
        return parameters;
    }
}
