package joulebook.ml.generalization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.math.SpectralNorm;

/**
 * Generalization gaps from norms of the matrices: the root of (capacity |x|^2 / (gamma^2 n)), without constants and
 * logarithms, as decimal logarithms.
 */
public final class NormBounds {

    private NormBounds() {}

    /**
     * log10 of each gap, by the name of its capacity.
     *
     * <ul>
     *   <li>Frobenius: prod |A|_F^2 (Neyshabur et al. 2015)
     *   <li>l1,inf: prod (the largest sum of magnitudes in a row)^2 (Bartlett and Mendelson 2002)
     *   <li>spectral l1,2: prod |A|_2^2 sum (|A|_1,2 / |A|_2)^2, with the sum of the rows' norms (Bartlett et al. 2017)
     *   <li>spectral Frobenius: prod |A|_2^2 sum h |A|_F^2 / |A|_2^2, with the width h (Neyshabur et al. 2018)
     * </ul>
     *
     * @param examples n
     * @param gamma the margin, positive
     * @param inputNorm the largest |x|
     */
    public static Map<String, Double> logGaps(ReluNetwork network, int examples, double gamma, double inputNorm) {
        if (!(gamma > 0)) {
            throw new InputException("The margin is " + gamma + ", but it must be positive: take a higher quantile.");
        }
        double frobenius = 0;
        double l1Infinity = 0;
        double spectral = 0;
        double l12Ratios = 0;
        double frobeniusRatios = 0;
        long width = network.matrices().stream()
                .mapToLong(a -> Math.max(a.getShape().get(0), a.getShape().get(1)))
                .max()
                .orElse(0);
        for (NDArray matrix : network.matrices()) {
            double norm = SpectralNorm.of(matrix, 0);
            double f = norm(matrix, Norm.FROBENIUS);
            frobenius += 2 * Math.log10(f);
            l1Infinity += 2 * Math.log10(norm(matrix, Norm.L1_INFINITY));
            spectral += 2 * Math.log10(norm);
            l12Ratios += Math.pow(norm(matrix, Norm.L1_2) / norm, 2);
            frobeniusRatios += width * Math.pow(f / norm, 2);
        }
        double scale = 2 * Math.log10(inputNorm / gamma) - Math.log10(examples);
        Map<String, Double> gaps = new LinkedHashMap<>();
        gaps.put("Frobenius", (frobenius + scale) / 2);
        gaps.put("l1,inf", (l1Infinity + scale) / 2);
        gaps.put("spectral l1,2", (spectral + Math.log10(l12Ratios) + scale) / 2);
        gaps.put("spectral Frobenius", (spectral + Math.log10(frobeniusRatios) + scale) / 2);
        return gaps;
    }

    private enum Norm {
        FROBENIUS,
        L1_INFINITY,
        L1_2
    }

    private static double norm(NDArray matrix, Norm norm) {
        return NoGrad.call(() -> {
            try (NDManager scope = matrix.getManager().newSubManager()) {
                NDArray copy = matrix.duplicate();
                copy.attach(scope);
                int[] inputs = {1};
                return (double)
                        switch (norm) {
                            case FROBENIUS -> copy.norm().getFloat();
                            case L1_INFINITY -> copy.abs().sum(inputs).max().getFloat();
                            case L1_2 -> copy.square().sum(inputs).sqrt().sum().getFloat();
                        };
            }
        });
    }
}
