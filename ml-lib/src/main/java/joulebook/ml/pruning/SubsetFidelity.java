package joulebook.ml.pruning;

import java.util.Arrays;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * How much of a sum's energy some of its terms can rebuild (ModHiFi, arXiv 2511.19566): FS(S) = 1 - min over delta of E(Y -
 * sum over S of delta_c A_c)^2 / E Y^2, where Y is the sum of all contributions A_c.
 */
public final class SubsetFidelity {

    /** Keeps the least-squares system solvable where contributions are copies of each other, relative to their energy. */
    private static final double RIDGE = 1e-8;

    private static final double SYMMETRY = 1e-10;

    /** What the contributions' second moments tell: K = E A_c A_c', so that E A_c Y is K 1, and E Y^2 is 1' K 1. */
    private final RealMatrix moments;

    private final RealVector withSum;
    private final double energy;

    /**
     * What some contributions rebuild.
     *
     * @param fidelity from 0 to 1
     * @param delta the best factor for each of them
     */
    public record Subset(double fidelity, double[] delta) {}

    /** @param contributions N samples of C contributions */
    public SubsetFidelity(double[][] contributions) {
        RealMatrix a = MatrixUtils.createRealMatrix(contributions);
        moments = secondMoments(a);
        withSum = moments.operate(new ArrayRealVector(a.getColumnDimension(), 1));
        energy = Arrays.stream(withSum.toArray()).sum();
        if (!(energy > 0)) {
            throw new InputException("The contributions sum to 0 in each sample, so no fidelity can be told: leave this"
                    + " output out.");
        }
    }

    /** E x x' over the rows x. */
    static RealMatrix secondMoments(RealMatrix rows) {
        return rows.transposeMultiply(rows).scalarMultiply(1.0 / rows.getRowDimension());
    }

    /** A matrix of second moments with a small multiple of the identity added, which makes it positive definite. */
    static CholeskyDecomposition decomposed(RealMatrix matrix) {
        int n = matrix.getRowDimension();
        double ridge = matrix.getTrace() > 0 ? RIDGE * matrix.getTrace() / n : RIDGE;
        RealMatrix definite = matrix.add(MatrixUtils.createRealIdentityMatrix(n).scalarMultiply(ridge));
        return new CholeskyDecomposition(definite, SYMMETRY, 0);
    }

    /** The fidelity of each contribution alone; 0 where there is none. */
    public double[] singletons() {
        return IntStream.range(0, moments.getRowDimension())
                .mapToDouble(c -> moments.getEntry(c, c) == 0
                        ? 0
                        : withSum.getEntry(c) * withSum.getEntry(c) / (moments.getEntry(c, c) * energy))
                .toArray();
    }

    /** The fidelity of some contributions together. */
    public Subset of(int... subset) {
        if (subset.length == 0) {
            return new Subset(0, new double[0]);
        }
        RealVector target = new ArrayRealVector(
                Arrays.stream(subset).mapToDouble(withSum::getEntry).toArray());
        RealVector delta =
                decomposed(moments.getSubMatrix(subset, subset)).getSolver().solve(target);
        return new Subset(delta.dotProduct(target) / energy, delta.toArray());
    }
}
