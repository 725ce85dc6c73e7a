package joulebook.ml.metric;

import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.math.Estimate;
import org.hipparchus.stat.descriptive.rank.Percentile;

/**
 * Intervals of 95 % for metrics of one test set, by drawing as many examples from it again and again (Efron 1979; the
 * percentiles of what the draws give). They say how much of a number is the luck of these examples, not of the training.
 *
 * @param resamples how often; 0 for no interval
 * @param seed of the draws
 */
public record Bootstrap(int resamples, long seed) {
    public Bootstrap {
        if (resamples < 0) {
            throw new InputException("A bootstrap of " + resamples + " resamples cannot be: give 0 or more.");
        }
    }

    /** A metric of a classifier. */
    public Estimate of(ClassMetric metric, ClassPredictions predictions) {
        return of(metric.of(predictions), predictions.size(), predictions::select, metric::of);
    }

    /** A metric of predicted numbers. */
    public Estimate of(ValueMetric metric, ValuePredictions predictions) {
        return of(metric.of(predictions), predictions.size(), predictions::select, metric::of);
    }

    private <P> Estimate of(double value, int size, Function<int[], P> select, ToDoubleFunction<P> metric) {
        if (resamples == 0 || Double.isNaN(value)) {
            return Estimate.of(value);
        }
        Random random = new Random(seed);
        double[] values = IntStream.range(0, resamples)
                .mapToObj(i -> random.ints(size, 0, size).toArray())
                .mapToDouble(draw -> metric.applyAsDouble(select.apply(draw)))
                .filter(Double::isFinite) // a draw may leave a metric undefined
                .toArray();
        Percentile percentile = new Percentile();
        percentile.setData(values);
        return new Estimate(value, percentile.evaluate(2.5), percentile.evaluate(97.5));
    }
}
