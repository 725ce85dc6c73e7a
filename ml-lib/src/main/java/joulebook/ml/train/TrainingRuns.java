package joulebook.ml.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import joulebook.ml.InputException;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * Trainings of the same configuration that differ in their seed alone.
 *
 * @param runs at least one
 */
public record TrainingRuns(List<TrainingRun> runs) implements AutoCloseable {

    /**
     * How a metric varies over seeds.
     *
     * @param mean the mean over the runs
     * @param standardDeviation the sample standard deviation; NaN for a single run
     * @param runs the number of runs
     */
    public record Spread(double mean, double standardDeviation, int runs) {

        /** The spread of the values times a positive factor. */
        public Spread times(double factor) {
            return new Spread(mean * factor, standardDeviation * factor, runs);
        }

        static Spread of(List<Double> values) {
            StreamingStatistics statistics = new StreamingStatistics();
            values.forEach(statistics::addValue);
            double deviation = values.size() > 1 ? statistics.getStandardDeviation() : Double.NaN;
            return new Spread(statistics.getMean(), deviation, values.size());
        }
    }

    public TrainingRuns {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new InputException("There is no training run to summarise: give at least one.");
        }
        TrainingRun first = runs.get(0);
        for (TrainingRun run : runs) {
            if (!run.algorithm().equals(first.algorithm())
                    || !run.dataset().equals(first.dataset())
                    || !run.options().withSeed(0).equals(first.options().withSeed(0))) {
                throw new InputException(
                        "Only runs that differ in nothing but the seed can be summarised, but these do: "
                                + first.algorithm() + " on " + first.dataset() + " with " + first.options() + ", and "
                                + run.algorithm() + " on " + run.dataset() + " with " + run.options() + ".");
            }
        }
    }

    /** One run, several in an array or an iterable, or an object of this class itself. */
    public static TrainingRuns of(Object runOrRuns) {
        if (runOrRuns instanceof TrainingRuns runs) {
            return runs;
        }
        if (runOrRuns instanceof Object[] array) {
            return of(Arrays.asList(array));
        }
        List<TrainingRun> runs = new ArrayList<>();
        for (Object run : runOrRuns instanceof Iterable<?> several ? several : Arrays.asList(runOrRuns)) {
            if (!(run instanceof TrainingRun trainingRun)) {
                throw new InputException("Expected training runs, but found "
                        + (run == null ? "nothing" : "a " + run.getClass().getSimpleName()) + ".");
            }
            runs.add(trainingRun);
        }
        return new TrainingRuns(runs);
    }

    /** Mean and standard deviation of a metric over the runs. */
    public Spread metric(String name) {
        return spread(run -> run.metric(name));
    }

    /** Mean and standard deviation of anything about the runs. */
    public Spread spread(ToDoubleFunction<TrainingRun> quantity) {
        return Spread.of(runs.stream().map(quantity::applyAsDouble).toList());
    }

    /** Closes all runs. */
    @Override
    public void close() {
        runs.forEach(TrainingRun::close);
    }
}
