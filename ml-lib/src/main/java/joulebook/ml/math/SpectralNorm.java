package joulebook.ml.math;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;

/** The largest singular value of a matrix, by power iteration. */
public final class SpectralNorm {

    private static final int STEPS = 200;
    private static final double TOLERANCE = 1e-8;

    private SpectralNorm() {}

    /**
     * The norm, from below: up to 200 steps, or until it changes by less than 1e-8 of itself.
     *
     * @param matrix (rows, columns); not changed
     * @param seed of the vector to start from
     */
    public static double of(NDArray matrix, long seed) {
        if (matrix.getShape().dimension() != 2) {
            throw new InputException(
                    "A spectral norm is of a matrix, but this has the shape " + matrix.getShape() + ".");
        }
        Random random = new Random(seed);
        float[] start = new float[(int) matrix.getShape().get(1)];
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) random.nextGaussian();
        }
        return NoGrad.call(() -> {
            try (NDManager scope = matrix.getManager().newSubManager()) {
                NDArray here = matrix.duplicate(); // what it makes belongs to the scope, as it does then
                here.attach(scope);
                NDArray transposed = here.transpose();
                NDArray vector = scope.create(start);
                double norm = 0;
                for (int step = 0; step < STEPS; step++) {
                    vector = vector.div(vector.norm());
                    NDArray image = here.matMul(vector);
                    double now = image.norm().getFloat();
                    if (now == 0 || Math.abs(now - norm) < TOLERANCE * now) {
                        return now;
                    }
                    norm = now;
                    vector = transposed.matMul(image);
                }
                return norm;
            }
        });
    }
}
