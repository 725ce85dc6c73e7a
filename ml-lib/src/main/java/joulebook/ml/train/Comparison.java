package joulebook.ml.train;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import joulebook.ml.InputException;
import joulebook.ml.train.TrainingRuns.Spread;

/**
 * Two configurations side by side. Runs of the same seed are compared with each other, so that what the seed decides
 * does not blur the difference.
 *
 * @param baseline what the other is compared with
 * @param other runs with the same seeds
 */
public record Comparison(TrainingRuns baseline, TrainingRuns other) {

    /** @throws InputException if the seeds differ */
    public Comparison {
        List<Long> expected = seeds(baseline);
        List<Long> found = seeds(other);
        if (!expected.equals(found)) {
            throw new InputException("Runs are compared seed by seed, but one side has the seeds " + expected
                    + " and the other " + found + ": train both with the same seeds.");
        }
    }

    /** Training time of the other over that of the baseline. */
    public Spread timeRatio() {
        return paired(run -> run.reading().seconds(), (base, other) -> other / base);
    }

    /** Training energy of the other over that of the baseline; not a number where none was measured. */
    public Spread energyRatio() {
        return paired(run -> run.reading().joules(), (base, other) -> other / base);
    }

    /** A metric of the other less that of the baseline. */
    public Spread difference(String metric) {
        return paired(run -> run.metric(metric), (base, other) -> other - base);
    }

    private Spread paired(ToDoubleFunction<TrainingRun> quantity, DoubleBinaryOperator compare) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < baseline.runs().size(); i++) {
            double base = quantity.applyAsDouble(baseline.runs().get(i));
            values.add(compare.applyAsDouble(
                    base, quantity.applyAsDouble(other.runs().get(i))));
        }
        return Spread.of(values);
    }

    private static List<Long> seeds(TrainingRuns runs) {
        return runs.runs().stream().map(TrainingRun::seed).toList();
    }
}
