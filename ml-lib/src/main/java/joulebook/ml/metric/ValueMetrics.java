package joulebook.ml.metric;

import java.util.Arrays;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.descriptive.rank.Median;

/** Metrics of predicted numbers. */
public final class ValueMetrics {
    private ValueMetrics() {}

    /** The mean squared error, in the target's unit squared. */
    public static double meanSquared(ValuePredictions predictions) {
        return StatUtils.sumSq(predictions.errors()) / predictions.size();
    }

    /** The mean absolute error, in the target's unit. */
    public static double meanAbsolute(ValuePredictions predictions) {
        return StatUtils.mean(absolute(predictions));
    }

    /** The median absolute error, in the target's unit. */
    public static double medianAbsolute(ValuePredictions predictions) {
        return new Median().evaluate(absolute(predictions));
    }

    /** The largest absolute error, in the target's unit. */
    public static double largest(ValuePredictions predictions) {
        return StatUtils.max(absolute(predictions));
    }

    /** The share of the targets' variance that is explained, 1 at most; NaN where the targets are all alike. */
    public static double r2(ValuePredictions predictions) {
        double spread = StatUtils.populationVariance(predictions.targets());
        return spread == 0 ? Double.NaN : 1 - meanSquared(predictions) / spread;
    }

    private static double[] absolute(ValuePredictions predictions) {
        return Arrays.stream(predictions.errors()).map(Math::abs).toArray();
    }
}
