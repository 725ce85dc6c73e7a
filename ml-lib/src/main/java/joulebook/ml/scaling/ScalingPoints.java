package joulebook.ml.scaling;

import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/**
 * What a law is fitted to.
 *
 * @param inputs one row a point
 * @param losses the loss of each point, or what else the law gives
 */
public record ScalingPoints(double[][] inputs, double[] losses) {

    /**
     * The points in the rows of a table.
     *
     * @param inputs the columns that the law takes, in its order; at least one
     * @param loss the column of what it gives
     * @throws InputException if there is no such column, or it holds no numbers
     */
    public static ScalingPoints of(Table table, List<String> inputs, String loss) {
        List<double[]> columns =
                inputs.stream().map(input -> numbers(table, input)).toList();
        double[][] rows = IntStream.range(0, table.rowCount())
                .mapToObj(row ->
                        columns.stream().mapToDouble(column -> column[row]).toArray())
                .toArray(double[][]::new);
        return new ScalingPoints(rows, numbers(table, loss));
    }

    /** The values of one input. */
    public double[] input(int column) {
        return IntStream.range(0, inputs.length)
                .mapToDouble(row -> inputs[row][column])
                .toArray();
    }

    private static double[] numbers(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new InputException("The table has no column " + name + ": it has " + table.columnNames() + ".");
        }
        if (table.column(name) instanceof NumericColumn<?> column) {
            return column.asDoubleArray();
        }
        throw new InputException("The column " + name + " holds no numbers: choose another.");
    }
}
