package joulebook.magics.scaling;

import java.nio.file.Files;
import java.nio.file.Path;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code %scalinglaw fit}. */
@Command(name = "fit", description = "Fit a law to a table. Intervals are 95 %% bootstrap percentiles.")
final class Fit extends ScalingVerb {
    @Parameters(paramLabel = "TABLE", description = "A variable with a Tablesaw Table, or a .csv file.")
    private String source;

    @Mixin
    private FitOptions options;

    @Override
    protected Object call(MagicContext context) {
        return options.fit(source(context), context);
    }

    private Table source(MagicContext context) {
        if (!source.endsWith(".csv")) {
            return table(context, source);
        }
        if (!Files.isRegularFile(Path.of(source))) {
            throw new UserError("The file " + source + " does not exist.", "Name a .csv file or a variable.");
        }
        return Table.read().csv(source);
    }
}
