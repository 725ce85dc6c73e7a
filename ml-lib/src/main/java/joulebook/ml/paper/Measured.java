package joulebook.ml.paper;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * A quantity that was measured once a seed.
 *
 * @param values in the order of the seeds
 */
public record Measured(List<Double> values) {

    public Measured {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new InputException("Nothing was measured: a quantity needs at least one seed's value.");
        }
    }

    public static Measured of(double... values) {
        return new Measured(Arrays.stream(values).boxed().toList());
    }

    public int count() {
        return values.size();
    }

    public double mean() {
        return statistics().getMean();
    }

    /** The sample standard deviation; NaN for one seed. */
    public double standardDeviation() {
        return count() > 1 ? statistics().getStandardDeviation() : Double.NaN;
    }

    /** The standard error of the mean; NaN for one seed. */
    public double standardError() {
        return standardDeviation() / Math.sqrt(count());
    }

    /** This less another, seed by seed. */
    public Measured minus(Measured other) {
        return with(other, (a, b) -> a - b);
    }

    /** This over another, seed by seed. */
    public Measured over(Measured other) {
        return with(other, (a, b) -> a / b);
    }

    public Measured times(double factor) {
        return map(value -> value * factor);
    }

    public Measured map(DoubleUnaryOperator function) {
        return of(values.stream().mapToDouble(function::applyAsDouble).toArray());
    }

    /** This and another combined, seed by seed. */
    public Measured with(Measured other, DoubleBinaryOperator function) {
        if (other.count() != count()) {
            throw new InputException("Quantities over " + count() + " and " + other.count()
                    + " seeds cannot be combined: measure both for the same seeds.");
        }
        return of(IntStream.range(0, count())
                .mapToDouble(i -> function.applyAsDouble(values.get(i), other.values.get(i)))
                .toArray());
    }

    private StreamingStatistics statistics() {
        StreamingStatistics statistics = new StreamingStatistics();
        values.forEach(statistics::addValue);
        return statistics;
    }
}
