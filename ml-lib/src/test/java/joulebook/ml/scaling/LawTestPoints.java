package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.List;

/** Sizes and token counts as in published fits. */
final class LawTestPoints {

    private LawTestPoints() {}

    /** N from 40M to 10B, D from 1B to 256B tokens. */
    static double[][] grid() {
        return grid(4);
    }

    /** With so large a step from one size to the next. */
    static double[][] grid(double factor) {
        List<double[]> rows = new ArrayList<>();
        for (double n = 4e7; n < 2e10; n *= factor) {
            for (double d = 1e9; d < 1e12; d *= factor) {
                rows.add(new double[] {n, d});
            }
        }
        return rows.toArray(double[][]::new);
    }
}
