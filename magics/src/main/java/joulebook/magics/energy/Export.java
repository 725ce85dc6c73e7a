package joulebook.magics.energy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.ledger.Costs;
import joulebook.magics.ledger.Row;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %energy export}. */
@Command(
        name = "export",
        description =
                "Write the ledger to a file: .csv with CodeCarbon's columns, a row a cell; .jsonl with all rows as"
                        + " they are kept, cells and trainings.")
final class Export extends EnergyVerb {
    @Parameters(paramLabel = "FILE", description = "Ends in .csv or .jsonl; one that is there is replaced.")
    private Path file;

    @Option(names = "--all", description = "The earlier sessions of this notebook too.")
    private boolean all;

    @Override
    protected Object call(MagicContext context) {
        List<Costs> sessions =
                all ? session().ledger().sessions() : List.of(session().ledger().costs());
        Path target = context.workspace().resolve(file.toString());
        try {
            Files.writeString(target, text(sessions));
        } catch (IOException e) {
            throw new UserError(
                    target + " cannot be written ("
                            + (e instanceof AccessDeniedException ? "no permission" : "no such folder, or no file")
                            + ").",
                    "Name a file in a folder that you may write.");
        }
        long cells = sessions.stream().mapToLong(s -> s.cells().size()).sum();
        return new DisplayData(cells + " cells are in " + target + ".");
    }

    private String text(List<Costs> sessions) {
        if (file.toString().endsWith(".csv")) {
            return CodeCarbonCsv.of(sessions);
        }
        if (file.toString().endsWith(".jsonl")) {
            return sessions.stream()
                    .flatMap(session -> Stream.<Row>concat(session.cells().stream(), session.runs().stream()))
                    .map(row -> row.toJson() + "\n")
                    .collect(Collectors.joining());
        }
        throw new UserError("%energy export writes .csv or .jsonl, but the file is " + file + ".");
    }
}
