package joulebook.ml.generalization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;

/**
 * Magnitude pruning by chance (Guha et al., arXiv 2305.18789, algorithm 1): an entry a of a matrix goes with the
 * probability exp(-a^2 / (kappa psi)), psi being the mean square of the entries. The formulas are for independent Gaussian
 * entries.
 *
 * @param kappa positive; the larger, the sparser
 */
public record RandomMagnitudeCompressor(double kappa) {

    public RandomMagnitudeCompressor {
        if (!(kappa > 0 && Double.isFinite(kappa))) {
            throw new InputException("Kappa is " + kappa + ", but it must be a positive number such as 0.1.");
        }
    }

    /**
     * The compressed matrix.
     *
     * @param matrix not all zero; not changed
     * @param manager owns the result
     */
    public NDArray compress(NDArray matrix, Random random, NDManager manager) {
        float[] draws = new float[(int) matrix.size()];
        for (int i = 0; i < draws.length; i++) {
            draws[i] = random.nextFloat();
        }
        return NoGrad.call(() -> {
            try (NDManager scope = matrix.getManager().newSubManager()) {
                NDArray squares = matrix.square();
                squares.attach(scope);
                double psi = squares.mean().getFloat();
                if (psi == 0) {
                    throw new InputException("A matrix of zeros cannot be compressed: leave such a layer out.");
                }
                NDArray removal = squares.mul(-1 / (kappa * psi)).exp();
                NDArray kept =
                        removal.lte(scope.create(draws, matrix.getShape())).toType(DataType.FLOAT32, false);
                NDArray result = matrix.mul(kept);
                result.attach(manager);
                return result;
            }
        });
    }

    /** The share of Gaussian entries that stays: 1 - sqrt(kappa / (kappa + 2)). */
    public double keptShare() {
        return 1 - Math.sqrt(kappa / (kappa + 2));
    }

    /** The mean square of what is removed from Gaussian entries, over theirs: (kappa / (kappa + 2))^(3/2). */
    public double removedShareOfVariance() {
        return Math.pow(kappa / (kappa + 2), 1.5);
    }

    /** The spectral norm of what is removed from a large Gaussian matrix with the variance psi. */
    public double error(long rows, long columns, double psi) {
        return (Math.sqrt(rows) + Math.sqrt(columns)) * Math.sqrt(psi * removedShareOfVariance());
    }
}
