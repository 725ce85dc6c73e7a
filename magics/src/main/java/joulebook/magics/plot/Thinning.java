package joulebook.magics.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/** Leaves out points of a large series that a reader could not tell apart, so that a notebook stays small. */
final class Thinning {
    /** Series of up to so many points are kept whole. */
    static final int MANY = 5_000;

    private static final int LINE_COLUMNS = 1_000;
    private static final int DOTS_GRID = 150;
    private static final MathContext DIGITS = new MathContext(7);

    private Thinning() {}

    /** The indices to keep of points joined by a line: the extremes of each of many columns, and where gaps are. */
    static int[] line(double[] x, double[] y) {
        if (x.length <= MANY) {
            return IntStream.range(0, x.length).toArray();
        }
        double[] columns = scaled(x, LINE_COLUMNS);
        IntStream.Builder kept = IntStream.builder();
        for (Path.Run run : Path.runs(x, y)) {
            Arrays.stream(Path.visible(columns, y, run)).forEach(kept);
            if (run.to() < x.length) {
                kept.add(run.to()); // the gap behind it
            }
        }
        return kept.build().toArray();
    }

    /** The indices to keep of points drawn each as a dot: the first in each cell of a fine grid. */
    static int[] dots(double[] x, double[] y) {
        if (x.length <= MANY) {
            return IntStream.range(0, x.length).toArray();
        }
        double[] columns = scaled(x, DOTS_GRID);
        double[] rows = scaled(y, DOTS_GRID);
        Set<Long> seen = new HashSet<>();
        return IntStream.range(0, x.length)
                .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
                .filter(i -> seen.add((long) columns[i] * (DOTS_GRID + 1) + (long) rows[i]))
                .toArray();
    }

    /** The values of the kept indices; of a thinned series to seven digits, more than any screen shows. */
    static double[] at(double[] values, int[] indices) {
        boolean thinned = values.length > MANY;
        return Arrays.stream(indices)
                .mapToDouble(i -> thinned ? rounded(values[i]) : values[i])
                .toArray();
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value, DIGITS).doubleValue() : value;
    }

    private static double[] scaled(double[] values, int steps) {
        double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
        double low = Arrays.stream(finite).min().orElse(0);
        double range = Arrays.stream(finite).max().orElse(1) - low;
        return Arrays.stream(values)
                .map(value -> range > 0 ? (value - low) / range * steps : 0)
                .toArray();
    }
}
