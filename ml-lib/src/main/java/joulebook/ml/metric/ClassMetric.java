package joulebook.ml.metric;

/** A number that says how well a classifier does. */
@FunctionalInterface
public interface ClassMetric {
    /** NaN where these predictions leave it undefined, such as the area under a curve of one class alone. */
    double of(ClassPredictions predictions);
}
