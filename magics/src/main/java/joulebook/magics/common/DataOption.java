package joulebook.magics.common;

import java.nio.file.Path;
import java.util.Optional;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import picocli.CommandLine.Option;
import tech.tablesaw.api.Table;

/** Which data a magic works on. */
public final class DataOption {
    private static final double TEST_FRACTION = 0.2;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            completionCandidates = MethodNames.Data.class,
            description =
                    "One of ${COMPLETION-CANDIDATES}, such as csv:path=houses.csv,target=price or"
                            + " images:path=pictures,size=28; a .csv file; or a variable with a Dataset, a TrainTest or a Table.")
    private String data = "";

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column of a .csv file or Table to predict.")
    private String label = "";

    /** The data asked for, or those of the given name if none was; a fifth is held out where there is no test set. */
    public TrainTest load(MagicContext context, String otherwise) {
        String name = data.isEmpty() ? otherwise : data;
        if (name.endsWith(".csv") && !name.startsWith("csv:")) {
            return split(Datasets.csv(Path.of(name), labelOf("A .csv file")));
        }
        Optional<Object> variable = context.variable(name);
        if (Datasets.names().contains(name) || variable.isEmpty()) {
            return Datasets.load(name); // or says which there are
        }
        if (variable.get() instanceof TrainTest both) {
            return both;
        }
        if (variable.get() instanceof Dataset all) {
            return all.split(TEST_FRACTION, 0);
        }
        if (variable.get() instanceof Table table) {
            return split(Dataset.of(table, labelOf("A Table")));
        }
        throw new UserError("The variable " + name + " is a "
                + variable.get().getClass().getSimpleName() + ", but data is a Dataset, a TrainTest or a Table.");
    }

    private String labelOf(String what) {
        if (label.isEmpty()) {
            throw new UserError(what + " needs the column to predict.", "Name it with --label COLUMN.");
        }
        return label;
    }

    private static TrainTest split(Dataset table) {
        return table.split(TEST_FRACTION, 0).standardized();
    }
}
