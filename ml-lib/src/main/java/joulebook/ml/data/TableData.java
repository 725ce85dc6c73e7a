package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joulebook.ml.InputException;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvReadOptions;

/** Turns a table into a data set: one column is the target, all others are features. */
final class TableData {

    /**
     * A column of whole numbers with at most this many distinct values is read as class labels; text with more is no
     * feature.
     */
    private static final int MOST_CLASSES = 100;

    private TableData() {}

    static Dataset read(String name, InputStream csv, String labelColumn) {
        return toDataset(name, table(name, csv), labelColumn);
    }

    static Table table(String name, InputStream csv) {
        try {
            return Table.read().usingOptions(CsvReadOptions.builder(csv));
        } catch (RuntimeException e) {
            if (Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
                    .anyMatch(InterruptedException.class::isInstance)) {
                throw new CancellationException("Reading " + name + " was interrupted.");
            }
            throw (InputException) new InputException(
                            "The file " + name + " is not a table of comma-separated values with a header row ("
                                    + e.getMessage() + "): correct it.")
                    .initCause(e);
        }
    }

    static Dataset toDataset(String name, Table table, String labelColumn) {
        if (!table.containsColumn(labelColumn)) {
            throw new InputException("There is no column \"" + labelColumn + "\" in " + name + ": choose one of "
                    + String.join(", ", table.columnNames()) + ".");
        }
        for (Column<?> column : table.columns()) {
            if (column.countMissing() > 0) {
                throw new InputException("The column \"" + column.name() + "\" of " + name + " misses "
                        + column.countMissing() + " values: fill them or remove those rows.");
            }
        }
        Column<?> label = table.column(labelColumn);
        List<double[]> features = new ArrayList<>(); // by column
        for (Column<?> column : table.columns()) {
            if (column != label) {
                features.addAll(features(name, column));
            }
        }
        if (features.isEmpty()) {
            throw new InputException("There is no feature column in " + name + " beside the labels: add one.");
        }
        return new Dataset(name, new Shape(features.size()), rowMajor(features), targets(label));
    }

    /** Numbers as they are, truth values as 0 and 1, text as one column of 0 and 1 for each of its values, in their order. */
    private static List<double[]> features(String name, Column<?> column) {
        if (column instanceof NumericColumn<?> numbers) {
            return List.of(numbers.asDoubleArray());
        }
        if (column instanceof BooleanColumn truth) {
            return List.of(IntStream.range(0, truth.size())
                    .mapToDouble(truth::getDouble)
                    .toArray());
        }
        if (!(column instanceof StringColumn) || column.countUnique() > MOST_CLASSES) {
            throw new InputException("The feature column \"" + column.name() + "\" of " + name
                    + " holds neither numbers nor text of at most " + MOST_CLASSES
                    + " different values: encode it as numbers or remove it.");
        }
        return texts(column)
                .distinct()
                .sorted()
                .map(value -> texts(column)
                        .mapToDouble(text -> text.equals(value) ? 1 : 0)
                        .toArray())
                .toList();
    }

    private static Stream<String> texts(Column<?> column) {
        return IntStream.range(0, column.size()).mapToObj(column::getString);
    }

    private static float[] rowMajor(List<double[]> columns) {
        int rows = columns.get(0).length;
        float[] values = new float[rows * columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) columns.get(i % columns.size())[i / columns.size()];
        }
        return values;
    }

    /** Text, truth values and few whole numbers are classes in their natural order; other numbers are regressed on. */
    private static Targets targets(Column<?> label) {
        boolean wholeNumbers = label instanceof NumericColumn<?> numbers
                && Arrays.stream(numbers.asDoubleArray()).allMatch(v -> v == Math.rint(v));
        boolean many = label.countUnique() > MOST_CLASSES;
        if (label instanceof NumericColumn<?> numbers && (!wholeNumbers || many)) {
            return new Targets.Values(numbers.asFloatColumn().asFloatArray());
        }
        Comparator<String> order =
                wholeNumbers ? Comparator.comparingDouble(Double::parseDouble) : Comparator.naturalOrder();
        List<String> perExample = texts(label).toList();
        List<String> names = perExample.stream().distinct().sorted(order).toList();
        return new Targets.Classes(perExample.stream().mapToInt(names::indexOf).toArray(), names);
    }
}
