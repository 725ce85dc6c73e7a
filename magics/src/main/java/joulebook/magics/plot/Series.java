package joulebook.magics.plot;

import java.util.List;
import java.util.stream.StreamSupport;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** Reads and checks the numbers that users hand in. Every complaint is one sentence. */
final class Series {
    private Series() {}

    /** Copies a list or a Tablesaw column; null and missing values become NaN. */
    static double[] of(Iterable<? extends Number> values) {
        if (values instanceof NumericColumn<?> column) {
            return column.asDoubleArray();
        }
        return StreamSupport.stream(values.spliterator(), false)
                .mapToDouble(value -> value == null ? Double.NaN : value.doubleValue())
                .toArray();
    }

    static double[] column(Table table, String name) {
        requireColumn(table, name);
        if (table.column(name) instanceof NumericColumn<?> column) {
            return column.asDoubleArray();
        }
        throw new IllegalArgumentException("Column '%s' holds %s, not numbers: choose another one of %s."
                .formatted(name, table.column(name).type(), table.columnNames()));
    }

    static List<String> labels(Table table, String name) {
        requireColumn(table, name);
        return List.copyOf(table.column(name).asStringColumn().asList());
    }

    /** Checks that a series has points and that every further list of numbers has as many. */
    static void requireSameLength(String trace, int length, double[]... others) {
        if (length == 0) {
            throw new IllegalArgumentException("'%s' has no points: give at least one.".formatted(trace));
        }
        for (double[] other : others) {
            if (other.length != length) {
                throw new IllegalArgumentException("'%s' has lists of %d and %d values: they must have the same length."
                        .formatted(trace, length, other.length));
            }
        }
    }

    static void requirePositive(String trace, String axis, double[] values) {
        for (double value : values) {
            if (value <= 0) {
                throw new IllegalArgumentException(
                        "'%s' has %s = %s, which a logarithmic axis cannot show: drop it, shift it, or use a linear axis."
                                .formatted(trace, axis, value));
            }
        }
    }

    private static void requireColumn(Table table, String name) {
        if (!table.containsColumn(name)) {
            throw new IllegalArgumentException(
                    "The table has no column '%s': it has %s.".formatted(name, table.columnNames()));
        }
    }
}
