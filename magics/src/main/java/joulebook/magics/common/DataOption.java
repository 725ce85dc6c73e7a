package joulebook.magics.common;

import java.nio.file.Path;
import java.util.Optional;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import picocli.CommandLine.Option;

/** Which data a magic works on. */
public final class DataOption {
    private static final double TEST_FRACTION = 0.2;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "A data set's name (mnist, digits, iris, wine, breast-cancer, diabetes), a variable with a"
                    + " Dataset or TrainTest, or a .csv file.")
    private String data = "";

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column of a .csv file to predict.")
    private String label = "";

    /** The data asked for, or those of the given name if none was; a fifth is held out where there is no test set. */
    public TrainTest load(MagicContext context, String otherwise) {
        String name = data.isEmpty() ? otherwise : data;
        if (Datasets.names().contains(name)) {
            return Datasets.load(name);
        }
        if (name.endsWith(".csv")) {
            if (label.isEmpty()) {
                throw new UserError("A .csv file needs the column to predict.", "Name it with --label COLUMN.");
            }
            return Datasets.csv(Path.of(name), label).split(TEST_FRACTION, 0).standardized();
        }
        Optional<Object> variable = context.variable(name);
        if (variable.orElse(null) instanceof TrainTest both) {
            return both;
        }
        if (variable.orElse(null) instanceof Dataset all) {
            return all.split(TEST_FRACTION, 0);
        }
        if (variable.isPresent()) {
            throw new UserError("The variable " + name + " is a "
                    + variable.get().getClass().getSimpleName() + ", but data is a Dataset or a TrainTest.");
        }
        return Datasets.load(name); // says which there are
    }
}
