package joulebook.ml.generalization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;

/**
 * The generalization bound of magnitude pruning by matrix sketching (Guha et al., arXiv 2305.18789): a network that can be
 * compressed to q parameters of r values each, while its outputs stay within half the margin, has a gap of sqrt(q ln r / n).
 * Matrices with at most j entries in a row or column have sketches of d j ln(d)^2 numbers, d being the larger side.
 *
 * @param levels r, the values that a parameter can take
 * @param draws compressions over which the change of the outputs is averaged
 * @param seed of the compressions
 */
public record CompressionBound(int levels, int draws, long seed) {

    private static final int HALVINGS = 10;
    private static final double LEAST = 1e-8;
    private static final double MOST = 10;

    /** r = 2^16 and five draws. */
    public CompressionBound(long seed) {
        this(1 << 16, 5, seed);
    }

    /**
     * What the bound comes to.
     *
     * @param kappa of the compression
     * @param change of an output, at most, over examples and draws' mean
     * @param kept entries of the compressed matrices
     * @param parameters q, by sketches, where these are smaller than the matrices themselves
     * @param gap sqrt(q ln r / n)
     * @param countedGap the same bound by the positions and values of the entries: sqrt(kept (ln r + ln size) / n)
     */
    public record Gap(double kappa, double change, long kept, double parameters, double gap, double countedGap) {}

    /**
     * Compresses as much as the margin allows (bisection over log kappa), and bounds the gap.
     *
     * @param inputs (B, ...), over which outputs are compared
     * @param examples n
     * @param gamma the margin, positive
     */
    public Gap evaluate(ReluNetwork network, NDArray inputs, int examples, double gamma) {
        if (!(gamma > 0)) {
            throw new InputException("The margin is " + gamma + ", but it must be positive: take a higher quantile.");
        }
        double low = Math.log(LEAST);
        double high = Math.log(MOST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (change(network, inputs, Math.exp(middle)) <= gamma / 2) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return gap(network, inputs, examples, Math.exp(low));
    }

    private Gap gap(ReluNetwork network, NDArray inputs, int examples, double kappa) {
        double parameters = 0;
        long kept = 0;
        double counted = 0;
        Random random = new Random(seed);
        for (NDArray matrix : network.matrices()) {
            try (NDManager scope = inputs.getManager().newSubManager()) {
                NDArray compressed = new RandomMagnitudeCompressor(kappa).compress(matrix, random, scope);
                long entries;
                try (NDArray nonzero = compressed.countNonzero()) {
                    entries = nonzero.getLong();
                }
                kept += entries;
                parameters += Math.min(sketch(compressed), matrix.size());
                counted += entries * (Math.log(levels) + Math.log(matrix.size()));
            }
        }
        return new Gap(
                kappa,
                change(network, inputs, kappa),
                kept,
                parameters,
                Math.sqrt(parameters * Math.log(levels) / examples),
                Math.sqrt(counted / examples));
    }

    /** The numbers in a sketch of a sparse matrix: d j ln(d)^2. */
    static double sketch(NDArray matrix) {
        long d = Math.max(matrix.getShape().get(0), matrix.getShape().get(1));
        return NoGrad.call(() -> {
            try (NDManager scope = matrix.getManager().newSubManager()) {
                NDArray here = matrix.duplicate();
                here.attach(scope);
                NDArray entries = here.neq(0).toType(DataType.FLOAT32, false);
                double j = 0;
                for (int axis = 0; axis < 2; axis++) {
                    j = Math.max(j, entries.sum(new int[] {axis}).max().getFloat());
                }
                return d * j * Math.pow(Math.log(d), 2);
            }
        });
    }

    /** The largest change of an output, averaged over draws. */
    private double change(ReluNetwork network, NDArray inputs, double kappa) {
        Random random = new Random(seed);
        double mean = 0;
        for (int draw = 0; draw < draws; draw++) {
            try (NDManager scope = inputs.getManager().newSubManager()) {
                NDArray here = inputs.duplicate();
                here.attach(scope);
                ReluNetwork compressed =
                        network.map(matrix -> new RandomMagnitudeCompressor(kappa).compress(matrix, random, scope));
                NDArray change = network.outputs(here).sub(compressed.outputs(here));
                mean += change.abs().max().getFloat() / draws;
            }
        }
        return mean;
    }
}
