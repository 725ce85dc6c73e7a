package joulebook.ml.train;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import joulebook.ml.InputException;
import joulebook.ml.math.Confidence;
import joulebook.ml.math.Estimate;

/**
 * Two configurations side by side, with intervals of 95 % over the seeds. Where both were trained with the same seeds,
 * runs of the same seed are compared with each other, so that what the seed decides does not blur the difference.
 *
 * @param baseline what the other is compared with, by seed; at least one run
 * @param other at least one run, by seed
 */
public record Comparison(List<RunSummary> baseline, List<RunSummary> other) {

    /** @throws InputException if one side has no run */
    public Comparison {
        baseline = bySeed(baseline);
        other = bySeed(other);
        if (baseline.isEmpty() || other.isEmpty()) {
            throw new InputException("A comparison needs at least one run on each side: train first.");
        }
    }

    /** The comparison of two configurations. */
    public static Comparison of(TrainingRuns baseline, TrainingRuns other) {
        return new Comparison(RunSummary.of(baseline), RunSummary.of(other));
    }

    /** Whether both have the same seeds, so that runs are compared seed by seed. */
    public boolean isPaired() {
        return seeds(baseline).equals(seeds(other));
    }

    /** Training time of the other over that of the baseline. */
    public Estimate timeRatio() {
        return ratio(run -> run.reading().seconds());
    }

    /** Training energy of the other over that of the baseline; NaN where none was measured. */
    public Estimate energyRatio() {
        return ratio(RunSummary::joules);
    }

    /** The ratio of the energies until a test accuracy was reached; NaN if a run did not reach it. */
    public Estimate energyRatioToReach(double accuracy) {
        return ratio(run -> run.joulesToReach(accuracy));
    }

    /** The mean of a metric of the other less that of the baseline. */
    public Estimate difference(String metric) {
        return Confidence.ofDifference(
                values(baseline, run -> run.metric(metric)), values(other, run -> run.metric(metric)), isPaired());
    }

    /** The highest test accuracy that every one of these runs reached after some epoch; NaN if one has none. */
    public static double accuracyAllReached(List<RunSummary> runs) {
        return runs.stream().mapToDouble(RunSummary::bestAccuracy).reduce(Double.POSITIVE_INFINITY, Math::min);
    }

    private Estimate ratio(ToDoubleFunction<RunSummary> quantity) {
        return Confidence.ofRatio(values(baseline, quantity), values(other, quantity), isPaired());
    }

    private static double[] values(List<RunSummary> runs, ToDoubleFunction<RunSummary> quantity) {
        return runs.stream().mapToDouble(quantity).toArray();
    }

    private static List<Long> seeds(List<RunSummary> runs) {
        return runs.stream().map(RunSummary::seed).toList();
    }

    private static List<RunSummary> bySeed(List<RunSummary> runs) {
        return runs.stream().sorted(Comparator.comparingLong(RunSummary::seed)).toList();
    }
}
