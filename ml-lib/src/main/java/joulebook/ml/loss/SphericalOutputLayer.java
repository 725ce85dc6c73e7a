package joulebook.ml.loss;

import java.util.Arrays;
import joulebook.ml.InputException;
import joulebook.ml.loss.SphericalLoss.Slopes;

/**
 * A linear output layer o = W h of D outputs, trained on a {@link SphericalLoss} one example at a time at a cost of d^2 for d
 * inputs, whatever D is: exactly the steps of plain gradient descent (Vincent, de Brebisson, Bouthillier 2015, arXiv
 * 1412.7091). The loss needs the true class's output, S1 = w.h with w = W^T 1 and S2 = h^T Q h with Q = W^T W; w and Q are kept
 * up to date, and the weights are held as W = V U + 1 s^T, so that a step, which changes every row of W, changes one row of V,
 * the d x d matrix U and the vector s:
 *
 * <pre>
 * W' = W A - rate (l_c e_c + l_1 1) h^T,  A = I - 2 rate l_2 h h^T
 * U' = U A,  s' = A s - rate l_1 h,  V_c' = V_c - rate l_c (U'^-1)^T h
 * </pre>
 *
 * Every D steps, or when U is badly conditioned, V U + 1 s^T is multiplied out and w and Q are summed anew: D d^2 operations.
 */
public final class SphericalOutputLayer {
    private static final double WORST_CONDITION = 1e7;
    private static final double TINY = 1e-9;

    /**
     * The loss of an example and its gradient by the inputs.
     *
     * @param inputGradient dL/dh
     */
    public record Result(double loss, double[] inputGradient) {}

    private final SphericalLoss loss;
    private final int outputs;
    private final int inputs;
    private final double[][] v;
    private final double[] s;
    private final double[] w;
    private final double[][] q;
    private final double[][] u;
    private final double[][] inverse;
    private int steps;

    /**
     * @param weights W, (D, d) with D of 2 or more; copied
     * @throws InputException if the rows are not all of one length of 1 or more
     */
    public SphericalOutputLayer(SphericalLoss loss, double[][] weights) {
        SphericalLoss.requireOutputs(weights.length);
        this.loss = loss;
        outputs = weights.length;
        inputs = weights[0].length;
        if (inputs < 1 || Arrays.stream(weights).anyMatch(row -> row.length != inputs)) {
            throw new InputException("The rows of an output layer's weights must all have one length of 1 or more.");
        }
        v = Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
        s = new double[inputs];
        w = new double[inputs];
        q = new double[inputs][inputs];
        u = new double[inputs][inputs];
        inverse = new double[inputs][inputs];
        settle();
    }

    /**
     * The loss of one example, in d^2 operations.
     *
     * @param h (d)
     * @param label c, 0 to D - 1
     */
    public Result forward(double[] h, int label) {
        requireExample(h, label);
        double[] qh = times(q, h);
        double[] c = row(label);
        return result(slopes(h, qh, c), qh, c);
    }

    private Slopes slopes(double[] h, double[] qh, double[] c) {
        return loss.at(outputs, dot(c, h), dot(w, h), dot(h, qh));
    }

    private Result result(Slopes slopes, double[] qh, double[] c) {
        double[] gradient = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            gradient[i] = slopes.byTrue() * c[i] + slopes.bySum() * w[i] + 2 * slopes.bySquares() * qh[i];
        }
        return new Result(slopes.loss(), gradient);
    }

    /**
     * A step of gradient descent on one example's loss, in d^2 operations (on average over D steps).
     *
     * @param rate the learning rate
     * @return as {@link #forward} before the step
     */
    public Result step(double[] h, int label, double rate) {
        requireExample(h, label);
        double[] qh = times(q, h);
        double[] c = row(label);
        Slopes slopes = slopes(h, qh, c);
        Result result = result(slopes, qh, c);
        double shrink = 2 * rate * slopes.bySquares();
        double kept = 1 - shrink * dot(h, h);
        if (!(Math.abs(kept) > TINY && Double.isFinite(kept))) {
            throw new InputException("A step at the learning rate " + rate
                    + " takes the weights' whole part along the inputs: choose another rate.");
        }
        double ofTrue = rate * slopes.byTrue();
        double ofAll = rate * slopes.bySum();
        double[] pull = new double[inputs]; // rate W^T (l_c e_c + l_1 1)
        for (int i = 0; i < inputs; i++) {
            pull[i] = ofTrue * c[i] + ofAll * w[i];
        }
        double size = ofTrue * ofTrue + 2 * ofTrue * ofAll + outputs * ofAll * ofAll;
        moveSquares(h, qh, shrink, pull, size);
        moveAlong(w, h, shrink, ofTrue + outputs * ofAll);
        moveAlong(s, h, shrink, ofAll);
        double[] uh = times(u, h);
        addOuter(u, -shrink, uh, h); // U A
        double[] left = transposedTimes(inverse, h);
        addOuter(inverse, shrink / kept, h, left); // A^-1 U^-1
        addScaled(v[label], -ofTrue, transposedTimes(inverse, h));
        if (++steps >= outputs || norm(u) * norm(inverse) > WORST_CONDITION) {
            settle();
        }
        return result;
    }

    /** Q' = A Q A - (A pull h^T + h pull^T A) + size h h^T. */
    private void moveSquares(double[] h, double[] qh, double shrink, double[] pull, double size) {
        double hqh = dot(h, qh);
        double hPull = dot(h, pull);
        double hh = size + shrink * shrink * hqh + 2 * shrink * hPull;
        double[] side = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            side[i] = shrink * qh[i] + pull[i];
        }
        addOuter(q, -1, side, h);
        addOuter(q, -1, h, side);
        addOuter(q, hh, h, h);
    }

    /** x' = A x - amount h. */
    private static void moveAlong(double[] x, double[] h, double shrink, double amount) {
        addScaled(x, -shrink * dot(h, x) - amount, h);
    }

    /** W, (D, d), multiplied out. */
    public double[][] weights() {
        double[][] weights = new double[outputs][];
        Arrays.setAll(weights, this::row);
        return weights;
    }

    private double[] row(int label) {
        double[] row = transposedTimes(u, v[label]);
        addScaled(row, 1, s);
        return row;
    }

    /** Multiplies the weights out into V, and sums w and Q anew. */
    private void settle() {
        if (steps > 0) {
            Arrays.setAll(v, this::row);
        }
        Arrays.fill(s, 0);
        Arrays.fill(w, 0);
        for (int i = 0; i < inputs; i++) {
            Arrays.fill(q[i], 0);
            Arrays.fill(u[i], 0);
            Arrays.fill(inverse[i], 0);
            u[i][i] = 1;
            inverse[i][i] = 1;
        }
        for (double[] row : v) {
            addScaled(w, 1, row);
            addOuter(q, 1, row, row);
        }
        steps = 0;
    }

    private void requireExample(double[] h, int label) {
        if (h.length != inputs || label < 0 || label >= outputs) {
            throw new InputException("An example of " + h.length + " inputs and the label " + label
                    + " does not go with a layer of " + inputs + " inputs and " + outputs + " outputs.");
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[][] a) {
        return Math.sqrt(Arrays.stream(a).mapToDouble(row -> dot(row, row)).sum());
    }

    private static double[] times(double[][] a, double[] x) {
        double[] product = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            product[i] = dot(a[i], x);
        }
        return product;
    }

    private static double[] transposedTimes(double[][] a, double[] x) {
        double[] product = new double[a[0].length];
        for (int i = 0; i < a.length; i++) {
            addScaled(product, x[i], a[i]);
        }
        return product;
    }

    private static void addScaled(double[] to, double factor, double[] x) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * x[i];
        }
    }

    private static void addOuter(double[][] to, double factor, double[] x, double[] y) {
        for (int i = 0; i < to.length; i++) {
            addScaled(to[i], factor * x[i], y);
        }
    }
}
