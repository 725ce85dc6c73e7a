package joulebook.ml.generalization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import joulebook.ml.InputException;

/**
 * A linear sketch of matrices, Y = B A C' (Dasarathy et al., arXiv 1303.6544), by sparse binary matrices with some ln d ones
 * in a column.
 *
 * @param b (m, rows of A)
 * @param c (m, columns of A)
 */
public record SparseSketch(NDArray b, NDArray c) {

    /**
     * A random sketch.
     *
     * @param size m, the side of a sketch
     * @param manager owns it
     */
    public static SparseSketch random(int size, int rows, int columns, long seed, NDManager manager) {
        if (size < 1 || rows < 1 || columns < 1) {
            throw new InputException("A sketch of side " + size + " of " + rows + " x " + columns
                    + " matrices is not possible: all must be at least 1.");
        }
        Random random = new Random(seed);
        return new SparseSketch(binary(size, rows, random, manager), binary(size, columns, random, manager));
    }

    /** The sketch of a matrix, (m, m). */
    public NDArray apply(NDArray matrix) {
        return b.matMul(matrix).matMul(c.transpose());
    }

    private static NDArray binary(int rows, int columns, Random random, NDManager manager) {
        float[] values = new float[rows * columns];
        int ones = (int) Math.min(rows, Math.ceil(Math.log(columns + 1.0)));
        for (int column = 0; column < columns; column++) {
            for (int i = 0; i < ones; i++) {
                values[random.nextInt(rows) * columns + column] = 1;
            }
        }
        return manager.create(values, new Shape(rows, columns));
    }
}
