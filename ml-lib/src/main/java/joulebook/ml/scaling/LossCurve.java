package joulebook.ml.scaling;

import java.util.Arrays;
import java.util.OptionalDouble;
import joulebook.ml.InputException;
import org.hipparchus.analysis.interpolation.LoessInterpolator;

/**
 * The losses of one training, without its warm-up and at a constant learning rate.
 *
 * @param n the model's parameters
 * @param batch tokens a step
 * @param steps rising, positive
 * @param losses positive, one a step
 */
public record LossCurve(double n, double batch, double[] steps, double[] losses) {

    /** The share of the points that smooth a point of the curve. */
    private static final double BANDWIDTH = 0.1;

    private static final int FEWEST_POINTS = 20;

    public LossCurve {
        if (steps.length != losses.length || steps.length < FEWEST_POINTS) {
            throw new InputException("A loss curve has " + steps.length + " steps and " + losses.length
                    + " losses: give one loss a step, and " + FEWEST_POINTS + " of them at least.");
        }
        for (int i = 0; i < steps.length; i++) {
            if (!(steps[i] > (i == 0 ? 0 : steps[i - 1]) && losses[i] > 0 && n > 0 && batch > 0)) {
                throw new InputException("Point " + i + " of a loss curve of N = " + n + ", B = " + batch + " is step "
                        + steps[i] + ", loss " + losses[i] + ": give positive numbers and rising steps.");
            }
        }
    }

    /** The mean of the last losses. */
    public double last(int points) {
        return Arrays.stream(losses, losses.length - points, losses.length)
                .average()
                .orElseThrow();
    }

    /** The curve with each loss smoothed by a local line of log loss on log step (Cleveland 1979). */
    public LossCurve smoothed() {
        double[] logSteps = Arrays.stream(steps).map(Math::log).toArray();
        double[] logLosses = Arrays.stream(losses).map(Math::log).toArray();
        double[] smooth = new LoessInterpolator(BANDWIDTH, 0).smooth(logSteps, logLosses);
        return new LossCurve(
                n, batch, steps, Arrays.stream(smooth).map(Math::exp).toArray());
    }

    /** The step at which the curve first comes down to a loss, on a line in log step; empty if it does not fall there. */
    public OptionalDouble stepsTo(double loss) {
        for (int i = 1; i < losses.length; i++) {
            if (losses[i - 1] > loss && losses[i] <= loss) {
                double share = (losses[i - 1] - loss) / (losses[i - 1] - losses[i]);
                return OptionalDouble.of(steps[i - 1] * Math.pow(steps[i] / steps[i - 1], share));
            }
        }
        return OptionalDouble.empty();
    }
}
