package joulebook.ml.metric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.math.Confidence;
import joulebook.ml.math.Estimate;

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

    /** Metrics of a classifier, by the names they are given. */
    public Map<String, Estimate> ofClasses(Map<String, ClassMetric> metrics, ClassPredictions predictions) {
        return of(metrics, ClassMetric::of, predictions, predictions.size(), predictions::select);
    }

    /** Metrics of predicted numbers, by the names they are given. */
    public Map<String, Estimate> ofValues(Map<String, ValueMetric> metrics, ValuePredictions predictions) {
        return of(metrics, ValueMetric::of, predictions, predictions.size(), predictions::select);
    }

    /** All metrics are taken of the same draws. */
    private <M, P> Map<String, Estimate> of(
            Map<String, M> metrics, ToDoubleBiFunction<M, P> value, P all, int size, Function<int[], P> select) {
        List<double[]> draws = IntStream.range(0, resamples)
                .parallel()
                .mapToObj(draw -> select.apply(
                        new Random(Objects.hash(seed, draw)).ints(size, 0, size).toArray()))
                .map(drawn -> metrics.values().stream()
                        .mapToDouble(metric -> value.applyAsDouble(metric, drawn))
                        .toArray())
                .toList();
        Map<String, Estimate> estimates = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> {
            int index = estimates.size();
            double[] drawn = draws.stream().mapToDouble(values -> values[index]).toArray();
            estimates.put(name, Confidence.ofDraws(value.applyAsDouble(metric, all), drawn));
        });
        return estimates;
    }
}
