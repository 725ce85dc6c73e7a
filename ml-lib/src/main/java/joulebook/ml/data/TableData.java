package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import joulebook.ml.InputException;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Turns a table into a data set: one column is the target, all others are numeric features. */
final class TableData {

    /** A column of whole numbers with at most this many distinct values is read as class labels. */
    private static final int MOST_CLASSES = 100;

    private TableData() {}

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
        List<Column<?>> features = new ArrayList<>(table.columns());
        features.remove(label);
        return new Dataset(name, new Shape(features.size()), rowMajor(name, features), targets(label));
    }

    private static float[] rowMajor(String name, List<Column<?>> columns) {
        if (columns.isEmpty()) {
            throw new InputException("There is no feature column in " + name + " beside the labels: add one.");
        }
        int rows = columns.get(0).size();
        float[] values = new float[rows * columns.size()];
        for (int c = 0; c < columns.size(); c++) {
            if (!(columns.get(c) instanceof NumericColumn<?> numbers)) {
                throw new InputException(
                        "The feature column \"" + columns.get(c).name() + "\" of " + name
                                + " holds no numbers: encode it as numbers or remove it.");
            }
            for (int r = 0; r < rows; r++) {
                values[r * columns.size() + c] = (float) numbers.getDouble(r);
            }
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
        List<String> perExample = label.asStringColumn().asList();
        List<String> names = perExample.stream().distinct().sorted(order).toList();
        return new Targets.Classes(perExample.stream().mapToInt(names::indexOf).toArray(), names);
    }
}
