package joulebook.ml.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the inputs of a linear layer lie along the direction that its weights stretch most (Qiu and others, arXiv
 * 2510.04202): while they take both signs the layer's updates along it cancel; when all take one sign the updates add up.
 */
public final class SpectralAlignment {
    private static final double SMALLEST = 1e-12;

    private SpectralAlignment() {}

    /**
     * a, the cosine of each input and the direction, from -1 to 1; inputs of zeros are left out.
     *
     * @param inputs (n, units); its manager owns what is computed
     * @param direction the right singular vector, of unit length
     */
    public static double[] alignments(NDArray inputs, float[] direction) {
        try (NDManager scope = inputs.getManager().newSubManager()) {
            float[] products = inputs.matMul(scope.create(direction)).toFloatArray();
            float[] lengths = inputs.norm(new int[] {1}).toFloatArray();
            return IntStream.range(0, products.length)
                    .filter(i -> !(lengths[i] < SMALLEST))
                    .mapToDouble(i -> products[i] / (double) lengths[i])
                    .toArray();
        }
    }

    /** 2 min(q, 1 - q), q being the share that is positive: 1 is balanced, 0 all of one sign. */
    public static double signDiversity(double[] alignments) {
        if (Arrays.stream(alignments).anyMatch(Double::isNaN)) {
            return Double.NaN;
        }
        double positive = Arrays.stream(alignments).filter(a -> a > 0).count() / (double) alignments.length;
        return 2 * Math.min(positive, 1 - positive);
    }
}
