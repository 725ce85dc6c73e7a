package joulebook.ml.scaling;

import java.util.Arrays;
import joulebook.ml.math.LineFit;

/**
 * Steps against examples on the way to one loss (McCandlish et al. 2018, arXiv 1812.06162, equation 2.11; Su et al. 2024,
 * arXiv 2403.06563): (S / S_min - 1) (B S / E_min - 1) = 1 for S steps of batches of size B, which is the line S = S_min +
 * E_min / B.
 *
 * @param minSteps S_min, the steps with batches of any size
 * @param minTokens E_min, the tokens or examples with batches of one
 * @param rSquared the share of the variance of S that the line explains
 */
public record BatchTradeoff(double minSteps, double minTokens, double rSquared) {

    /**
     * Fits the line by least squares.
     *
     * @param batches the batch sizes, at least two different ones
     * @param steps the steps to the loss with each
     */
    public static BatchTradeoff fit(double[] batches, double[] steps) {
        LineFit line = LineFit.of(Arrays.stream(batches).map(b -> 1 / b).toArray(), steps);
        return new BatchTradeoff(line.intercept(), line.slope(), line.rSquared());
    }

    /** Whether both limits are positive, as they have to be to mean anything. */
    public boolean meaningful() {
        return minSteps > 0 && minTokens > 0;
    }

    /** The batch size with twice the fewest steps and twice the fewest tokens. */
    public double criticalBatch() {
        return minTokens / minSteps;
    }

    /** The steps with a batch size. */
    public double steps(double batch) {
        return minSteps + minTokens / batch;
    }
}
