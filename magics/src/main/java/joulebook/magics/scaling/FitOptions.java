package joulebook.magics.scaling;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.MethodNames;
import joulebook.magics.view.ScalingView;
import joulebook.magics.view.TableView;
import joulebook.ml.method.Methods;
import joulebook.ml.scaling.Allocation;
import joulebook.ml.scaling.PowerLaw;
import joulebook.ml.scaling.ScalingFit;
import joulebook.ml.scaling.ScalingLaw;
import joulebook.ml.scaling.ScalingPoints;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** Which law is fitted to which columns of a table, and where the fit is left. */
final class FitOptions {
    private static final String COMPUTE = ScalingView.COMPUTE;
    private static final int LEAST_VALUES = 3;

    @Option(
            names = "--law",
            paramLabel = "LAW",
            completionCandidates = MethodNames.Laws.class,
            description =
                    "One of ${COMPLETION-CANDIDATES}. Without it chinchilla where the table has three values or more"
                            + " of N and of D, else power.")
    private String law = "";

    @Option(
            names = "--inputs",
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns that the law takes, in its order (default: of its names, such as N,D).")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--x",
            paramLabel = "COLUMN",
            description =
                    "What the figure shows on the right: an input, or compute; a law of one input takes it. Without"
                            + " it compute if the table has it, else the first input.")
    private String x = "";

    @Option(names = "--y", paramLabel = "COLUMN", description = "What falls (default ${DEFAULT-VALUE}).")
    private String y = "loss";

    @Option(names = "--bootstrap", paramLabel = "N", description = "Resamples (default ${DEFAULT-VALUE}).")
    private int resamples = ScalingFit.RESAMPLES;

    @Option(names = "--bootstrap-seed", paramLabel = "N", description = "Of the resamples (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--name",
            paramLabel = "VARIABLE",
            description = "The variable for the ScalingFit (default ${DEFAULT-VALUE}).")
    private String name = "law";

    /** Says what is wrong with the law before anything is trained for it. */
    void requireEnough(int points) {
        if (law.isEmpty()) {
            return;
        }
        int needed = Methods.make(ScalingLaw.class, law).parameters().size();
        if (points < needed) {
            throw new UserError(
                    "The law " + law + " needs " + needed + " points or more, but the sweep has " + points + ".",
                    "Add models, sizes or seeds.");
        }
    }

    /** Fits the law to the table and shows it; returns the table of its parameters. */
    TableView fit(Table table, MagicContext context) {
        ScalingLaw chosen = law(table);
        List<String> columns = columns(table, chosen);
        if (chosen instanceof PowerLaw) {
            chosen = new PowerLaw(columns.get(0));
        }
        ScalingPoints points = ScalingPoints.of(table, columns, y);
        ScalingFit fit = ScalingFit.of(chosen, points, resamples, seed);
        ScalingView view = new ScalingView(name, fit, points, y);
        context.define(name, ScalingFit.class, fit);
        context.display(view.figure(axis(table, chosen, columns)));
        return view.table();
    }

    private ScalingLaw law(Table table) {
        if (!law.isEmpty()) {
            return Methods.make(ScalingLaw.class, law);
        }
        return Methods.make(ScalingLaw.class, varies(table, "N") && varies(table, "D") ? "chinchilla" : "power");
    }

    private static boolean varies(Table table, String column) {
        return table.columnNames().contains(column) && table.column(column).countUnique() >= LEAST_VALUES;
    }

    private List<String> columns(Table table, ScalingLaw chosen) {
        int takes = chosen.inputs().size();
        List<String> columns = inputs;
        if (columns.isEmpty() && takes == 1) {
            columns = !x.isEmpty() ? List.of(x) : has(table, COMPUTE) ? List.of(COMPUTE) : chosen.inputs();
        } else if (columns.isEmpty()) {
            columns = chosen.inputs();
        }
        if (columns.size() != takes) {
            throw new UserError(
                    "The law takes " + chosen.inputs() + ", but --inputs names " + columns + ".",
                    "Name a column for each.");
        }
        return columns;
    }

    /** The name of an input of the law, or {@value ScalingView#COMPUTE}. */
    private String axis(Table table, ScalingLaw chosen, List<String> columns) {
        if (columns.size() == 1) {
            return chosen.inputs().get(0);
        }
        boolean computable = Allocation.fits(chosen);
        if (x.isEmpty()) {
            return computable && has(table, COMPUTE) ? COMPUTE : chosen.inputs().get(0);
        }
        if (columns.contains(x)) {
            return chosen.inputs().get(columns.indexOf(x));
        }
        if (computable && x.equals(COMPUTE)) {
            return COMPUTE;
        }
        throw new UserError(
                "--x is " + x + ", but the figure can show " + columns + (computable ? " or compute." : "."));
    }

    private static boolean has(Table table, String column) {
        return table.columnNames().contains(column);
    }
}
