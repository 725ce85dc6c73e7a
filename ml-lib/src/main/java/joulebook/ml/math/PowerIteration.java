package joulebook.ml.math;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Random;

/** The largest singular value of a matrix by power iteration on W^T W. */
public final class PowerIteration {
    private static final double SETTLED = 1e-6;

    private PowerIteration() {}

    /**
     * The top singular triple of W (rows, columns), as far as the iteration came.
     *
     * @param value sigma, not negative; NaN if the matrix holds what is no finite number
     * @param left u, of unit length (zeros if sigma is 0)
     * @param right v, of unit length
     */
    public record Singular(double value, float[] left, float[] right) {}

    /** A fixed vector to start from, of so many columns; like any random one it has a part of each direction. */
    public static float[] start(int columns) {
        Random random = new Random(0);
        float[] start = new float[columns];
        for (int i = 0; i < columns; i++) {
            start[i] = (float) random.nextGaussian();
        }
        return start;
    }

    /**
     * The top singular triple.
     *
     * @param matrix W (rows, columns)
     * @param start of as many entries as W has columns, such as the right vector of a similar matrix
     * @param iterations at most; it stops when v moves by less than 1e-6
     */
    public static Singular top(NDArray matrix, float[] start, int iterations) {
        try (NDManager scope = matrix.getManager().newSubManager()) {
            return top(detached(matrix, scope), scope.create(start), iterations);
        }
    }

    /**
     * How much larger the top singular value is than the next: sigma_1 / sigma_2. Near 1 the top direction is ill-defined.
     *
     * @param iterations at most
     */
    public static double gap(NDArray matrix, Singular top, int iterations) {
        try (NDManager scope = matrix.getManager().newSubManager()) {
            NDArray w = detached(matrix, scope);
            NDArray outer = scope.create(top.left())
                    .reshape(-1, 1)
                    .dot(scope.create(top.right()).reshape(1, -1));
            NDArray rest = w.sub(outer.muli(top.value()));
            NDArray start = scope.create(start(top.right().length));
            return top.value() / top(rest, start, iterations).value();
        }
    }

    private static NDArray detached(NDArray matrix, NDManager scope) {
        NDArray detached = matrix.stopGradient();
        detached.attach(scope);
        return detached;
    }

    private static Singular top(NDArray w, NDArray start, int iterations) {
        NDArray transposed = w.transpose();
        NDArray v = start.div(start.norm());
        for (int i = 0; i < iterations; i++) {
            NDArray next = transposed.matMul(w.matMul(v));
            float length = next.norm().getFloat();
            if (!(length > 0 && Float.isFinite(length))) {
                break;
            }
            next.divi(length);
            float moved = next.sub(v).norm().getFloat();
            v = next;
            if (moved < SETTLED) {
                break;
            }
        }
        NDArray u = w.matMul(v);
        float value = u.norm().getFloat();
        return new Singular(value, (value > 0 ? u.div(value) : u).toFloatArray(), v.toFloatArray());
    }
}
