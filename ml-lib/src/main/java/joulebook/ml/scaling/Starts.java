package joulebook.ml.scaling;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import joulebook.ml.InputException;

/** What the laws need to place the starts of a fit where the data are, whatever their units. */
final class Starts {

    /** Exponents from a slow to a fast fall. */
    static final double[] EXPONENTS = {0.1, 0.3, 0.6, 1.2};

    /** The part of the lowest loss that no amount of the inputs removes. */
    static final double[] IRREDUCIBLE = {0.1, 0.5, 0.9};

    private Starts() {}

    /** Refuses values of an input that are too few to show its term. */
    static void requireDistinct(DoubleStream values, int least, String name) {
        if (values.distinct().count() < least) {
            throw new InputException("There are fewer than " + least + " different values of " + name
                    + ", which leave its term open: add points with other values of " + name + ".");
        }
    }

    /** The geometric mean of a column. */
    static double centre(double[][] inputs, int column) {
        return Math.exp(Arrays.stream(inputs)
                .mapToDouble(row -> Math.log(row[column]))
                .average()
                .orElseThrow());
    }

    static double lowest(double[] losses) {
        return Arrays.stream(losses).min().orElseThrow();
    }

    static double mean(double[] losses) {
        return Arrays.stream(losses).average().orElseThrow();
    }
}
