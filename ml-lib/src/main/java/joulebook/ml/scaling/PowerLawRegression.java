package joulebook.ml.scaling;

import java.util.Random;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * A family of models whose training is cheap and whose loss is known exactly, to try laws on: linear regression on Gaussian
 * features whose variances fall by a power, x_j ~ N(0, j^-decay), y = sum_j c_j x_j + noise e, with signs c_j = +1 or -1 at
 * random. A model of size N sees the first N features.
 *
 * @param features how many there are
 * @param decay the exponent of the variances, above 1
 * @param noise the standard deviation of what no model can predict
 */
record PowerLawRegression(int features, double decay, double noise) {

    private static final double[] RIDGES = {1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2};

    /** The variance of feature j, counted from 1. */
    double variance(int j) {
        return Math.pow(j, -decay);
    }

    /** One sign a feature. */
    double[] signs(int count, Random random) {
        return random.ints(count, 0, 2).mapToDouble(bit -> 2 * bit - 1).toArray();
    }

    /** The mean squared error of the best model of the first features: noise, and what the other features explain. */
    private double floor(int size) {
        double floor = noise * noise;
        for (int j = size + 1; j <= features; j++) {
            floor += variance(j);
        }
        return floor;
    }

    /** The mean of {@link #loss} over draws, at a point N, D. */
    double meanLoss(double[] point, int draws, Random random) {
        return IntStream.range(0, draws)
                .mapToDouble(draw -> loss((int) point[0], (int) point[1], random))
                .average()
                .orElseThrow();
    }

    /**
     * The exact mean squared error on new examples of ridge regression, with the best ridge penalty of a grid.
     *
     * @param size N, how many features it sees
     * @param samples D, how many examples it is trained on
     */
    double loss(int size, int samples, Random random) {
        double[] signs = signs(size, random);
        RealMatrix gram = new Array2DRowRealMatrix(size, size);
        RealVector moment = new ArrayRealVector(size);
        sample(samples, signs, random, gram, moment);
        double best = Double.POSITIVE_INFINITY;
        for (double ridge : RIDGES) {
            RealMatrix regularised = gram.copy();
            for (int j = 0; j < size; j++) {
                regularised.addToEntry(j, j, ridge);
            }
            RealVector weights =
                    new CholeskyDecomposition(regularised).getSolver().solve(moment);
            best = Math.min(best, floor(size) + excess(weights.toArray(), signs));
        }
        return best;
    }

    /** The part of the loss that comes from these weights of the first features. */
    double excess(double[] weights, double[] signs) {
        double excess = 0;
        for (int j = 0; j < weights.length; j++) {
            excess += variance(j + 1) * Math.pow(weights[j] - signs[j], 2);
        }
        return excess;
    }

    /** Sums x x^T and x y over the examples. To a model, the features that it does not see are noise like the other. */
    private void sample(int samples, double[] signs, Random random, RealMatrix gram, RealVector moment) {
        int size = signs.length;
        double unseen = Math.sqrt(floor(size));
        double[][] products = new double[size][size];
        double[] x = new double[size];
        for (int i = 0; i < samples; i++) {
            double y = unseen * random.nextGaussian();
            for (int j = 0; j < size; j++) {
                x[j] = Math.sqrt(variance(j + 1)) * random.nextGaussian();
                y += signs[j] * x[j];
            }
            for (int j = 0; j < size; j++) {
                for (int k = 0; k <= j; k++) {
                    products[j][k] += x[j] * x[k];
                }
                moment.addToEntry(j, y * x[j]);
            }
        }
        for (int j = 0; j < size; j++) {
            for (int k = 0; k <= j; k++) {
                gram.setEntry(j, k, products[j][k]);
                gram.setEntry(k, j, products[j][k]);
            }
        }
    }
}
