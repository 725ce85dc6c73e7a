package joulebook.ml.evaluation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.hipparchus.stat.StatUtils;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * What each model scored on each example, or on each benchmark; higher is better. The array is shared, not copied: do not
 * change it.
 *
 * @param models their names, each once
 * @param scores [models, examples], finite
 */
public record ScoreMatrix(List<String> models, double[][] scores) {

    public ScoreMatrix {
        models = List.copyOf(models);
        if (models.isEmpty() || models.size() != scores.length || scores[0].length == 0) {
            throw new InputException("There are " + models.size() + " models but " + scores.length
                    + " rows of scores: give one row a model, and at least one score each.");
        }
        if (new HashSet<>(models).size() < models.size()) {
            throw new InputException("A model stands there twice in " + models + ": give each a name of its own.");
        }
        for (int i = 0; i < scores.length; i++) {
            requireRow(models.get(i), scores[i], scores[0].length);
        }
    }

    /** Models named by their index. */
    public static ScoreMatrix of(double[]... scores) {
        return new ScoreMatrix(
                IntStream.range(0, scores.length).mapToObj(i -> "model " + i).toList(), scores);
    }

    /** A table with a row for each model: its name in the first column of text, a score in each column of numbers. */
    public static ScoreMatrix of(Table table) {
        return of(
                table,
                table.columns().stream()
                        .filter(NumericColumn.class::isInstance)
                        .map(Column::name)
                        .toList());
    }

    /**
     * Some columns of a table with a row for each model, its name in the first column of text.
     *
     * @param benchmarks the names of columns of numbers
     * @throws InputException if there is no such column, or a score is missing
     */
    public static ScoreMatrix of(Table table, List<String> benchmarks) {
        StringColumn models = table.columns().stream()
                .filter(StringColumn.class::isInstance)
                .map(StringColumn.class::cast)
                .findFirst()
                .orElseThrow(
                        () -> new InputException("The table has no column of text: add one with the models' names."));
        if (benchmarks.isEmpty()) {
            throw new InputException("The table has no column of numbers: add one for each benchmark or example.");
        }
        List<NumericColumn<?>> columns = benchmarks.stream()
                .<NumericColumn<?>>map(name -> numbers(table, name))
                .toList();
        double[][] scores = new double[table.rowCount()][columns.size()];
        for (int i = 0; i < scores.length; i++) {
            for (int e = 0; e < columns.size(); e++) {
                scores[i][e] = columns.get(e).getDouble(i);
            }
        }
        return new ScoreMatrix(models.asList(), scores);
    }

    /** The number of examples or benchmarks. */
    public int examples() {
        return scores[0].length;
    }

    /** These examples, in this order (an index may repeat). */
    public ScoreMatrix select(int... examples) {
        return new ScoreMatrix(
                models,
                Arrays.stream(scores)
                        .map(row ->
                                Arrays.stream(examples).mapToDouble(e -> row[e]).toArray())
                        .toArray(double[][]::new));
    }

    /** All models' scores on one example. */
    public double[] example(int e) {
        return Arrays.stream(scores).mapToDouble(row -> row[e]).toArray();
    }

    /** Each model's mean score. */
    public double[] means() {
        return Arrays.stream(scores).mapToDouble(StatUtils::mean).toArray();
    }

    /** Each model's mean of scores that are standardised over the models, example by example; 0 where all score the same. */
    public double[] meanZScores() {
        double[] sums = new double[scores.length];
        for (int e = 0; e < examples(); e++) {
            double[] column = example(e);
            double mean = StatUtils.mean(column);
            double deviation = Math.sqrt(StatUtils.populationVariance(column));
            for (int i = 0; i < sums.length && deviation > 0; i++) {
                sums[i] += (column[i] - mean) / deviation;
            }
        }
        return Arrays.stream(sums).map(sum -> sum / examples()).toArray();
    }

    /** @throws InputException if there is only one, which nothing can be compared with */
    void requireSeveralModels() {
        if (models.size() < 2) {
            throw new InputException("There is only one model, " + models.get(0) + ": a ranking needs two or more.");
        }
    }

    private static NumericColumn<?> numbers(Table table, String name) {
        if (!table.containsColumn(name)) {
            throw new InputException("There is no column \"" + name + "\" in the table: choose among "
                    + String.join(", ", table.columnNames()) + ".");
        }
        if (table.column(name) instanceof NumericColumn<?> numbers) {
            return numbers;
        }
        throw new InputException("The column \"" + name + "\" holds no numbers: choose a column of scores.");
    }

    private static void requireRow(String model, double[] row, int length) {
        if (row.length != length) {
            throw new InputException("The model " + model + " has " + row.length + " scores, but the first has "
                    + length + ": score all models on the same examples.");
        }
        for (int e = 0; e < length; e++) {
            if (!Double.isFinite(row[e])) {
                throw new InputException("The score " + e + " of " + model + " is " + row[e]
                        + ", but a score is a finite number: fill it, or leave out that example.");
            }
        }
    }
}
