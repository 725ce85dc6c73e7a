package joulebook.ml.metric;

/** A number that says how well numbers are predicted. */
@FunctionalInterface
public interface ValueMetric {
    /** NaN where these predictions leave it undefined. */
    double of(ValuePredictions predictions);
}
