package joulebook.magics;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.MlMagic;
import joulebook.magics.view.ScalingView;
import joulebook.ml.scaling.ChinchillaLaw;
import joulebook.ml.scaling.PowerLaw;
import joulebook.ml.scaling.ScalingFit;
import joulebook.ml.scaling.ScalingLaw;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** {@code %scalinglaw}: fits how the loss falls with model size and data. */
@Command(
        name = "scalinglaw",
        description = "Fit a scaling law to a table: L(N,D) = E + A/N^alpha + B/D^beta where it has a column D,"
                + " else L(N) = E + A/N^alpha. Intervals are 95 %% bootstrap percentiles.")
final class ScalingLawMagic extends MlMagic {
    @Parameters(paramLabel = "TABLE", description = "A variable with a Tablesaw Table, or a .csv file.")
    private String source;

    @Option(names = "--n", paramLabel = "COLUMN", description = "Model size (default ${DEFAULT-VALUE}).")
    private String n = "N";

    @Option(names = "--d", paramLabel = "COLUMN", description = "Data size (default ${DEFAULT-VALUE}, if it is there).")
    private String d = "D";

    @Option(names = "--loss", paramLabel = "COLUMN", description = "Loss (default ${DEFAULT-VALUE}).")
    private String loss = "loss";

    @Option(names = "--law", description = "n for L(N) or nd for L(N,D); by the table's columns if left out.")
    private Form form;

    @Option(names = "--bootstrap", paramLabel = "N", description = "Resamples (default ${DEFAULT-VALUE}).")
    private int resamples = ScalingFit.RESAMPLES;

    @Option(names = "--seed", paramLabel = "N", description = "Of the resamples (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "The variable for the ScalingFit (default ${DEFAULT-VALUE}).")
    private String name = "law";

    /** What the loss depends on. */
    enum Form {
        N,
        ND
    }

    @Override
    protected Object call(MagicContext context) {
        Table table = table(context);
        boolean withData = form == null ? table.columnNames().contains(d) : form == Form.ND;
        List<double[]> columns = new ArrayList<>(List.of(numbers(table, n)));
        if (withData) {
            columns.add(numbers(table, d));
        }
        double[] losses = numbers(table, loss);
        double[][] inputs = new double[losses.length][columns.size()];
        for (int row = 0; row < losses.length; row++) {
            for (int column = 0; column < columns.size(); column++) {
                inputs[row][column] = columns.get(column)[row];
            }
        }
        ScalingLaw law = withData ? new ChinchillaLaw() : new PowerLaw();
        ScalingFit fit = ScalingFit.of(law, inputs, losses, resamples, seed);
        context.define(name, ScalingFit.class, fit);
        context.display(ScalingView.figure(fit, inputs, losses));
        return ScalingView.table(name, fit);
    }

    private Table table(MagicContext context) {
        if (source.endsWith(".csv")) {
            if (!Files.isRegularFile(Path.of(source))) {
                throw new UserError("The file " + source + " does not exist.", "Name a .csv file or a variable.");
            }
            return Table.read().csv(source);
        }
        if (variable(context, source) instanceof Table table) {
            return table;
        }
        throw new UserError(
                "The variable " + source + " is no Table.", "Give a Tablesaw Table with columns N and loss.");
    }

    private static double[] numbers(Table table, String name) {
        if (!table.columnNames().contains(name)) {
            throw new UserError("The table has no column " + name + ", but " + table.columnNames() + ".");
        }
        if (table.column(name) instanceof NumericColumn<?> column) {
            return column.asDoubleArray();
        }
        throw new UserError("The column " + name + " does not hold numbers.");
    }
}
