package joulebook.ml.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.math.Softmax;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/**
 * Temperature scaling (Guo et al. 2017, arXiv 1706.04599): all logits are divided by the one temperature that minimises the
 * cross-entropy of the held-out examples.
 */
public final class TemperatureScaling implements Calibrator {
    private static final double LARGEST_LOG = Math.log(1_000);

    /**
     * A temperature for all examples.
     *
     * @param value above 1 to be less sure, below 1 to be surer
     */
    public record Temperature(double value) implements Calibration {

        public Temperature {
            if (!(value > 0 && Double.isFinite(value))) {
                throw new InputException("The temperature is " + value + ", but it must be positive, such as 1.5.");
            }
        }

        @Override
        public double[][] probabilities(Logits logits) {
            return Arrays.stream(logits.original())
                    .map(row -> Softmax.of(divided(row, value)))
                    .toArray(double[][]::new);
        }
    }

    /** The temperature from 0.001 to 1,000; the cross-entropy is convex in its inverse, and so has one minimum. */
    @Override
    public Temperature fit(Logits heldOut, int[] labels) {
        heldOut.requireLabels(labels);
        double log = new BrentOptimizer(1e-8, 1e-10)
                .optimize(
                        new UnivariateObjectiveFunction(t -> crossEntropy(heldOut.original(), labels, Math.exp(t))),
                        GoalType.MINIMIZE,
                        new SearchInterval(-LARGEST_LOG, LARGEST_LOG, 0),
                        MaxEval.unlimited())
                .getPoint();
        return new Temperature(Math.exp(log));
    }

    private static double crossEntropy(double[][] logits, int[] labels, double temperature) {
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> -Softmax.log(divided(logits[i], temperature))[labels[i]])
                .average()
                .orElseThrow();
    }

    private static double[] divided(double[] logits, double temperature) {
        return Arrays.stream(logits).map(logit -> logit / temperature).toArray();
    }
}
