package joulebook.kernel.magic.general;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import joulebook.kernel.cell.Glob;
import joulebook.kernel.cell.History;
import joulebook.kernel.cell.History.Entry;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code %history}. */
@Command(name = "history", description = "Show the cells of this session, or of earlier ones.")
final class PastCells implements Magic {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:(-)(\\d{1,9})?)?");

    private final History history;

    @Option(names = "-n", description = "Show the cells' numbers.")
    private boolean numbers;

    @Option(names = "-g", paramLabel = "GLOB", description = "Only cells with this in them; * and ? stand for any.")
    private String glob = "";

    @Option(
            names = {"-s", "--session"},
            paramLabel = "N",
            description = "The session: -1 is the one before, -2 the one before that; 7 is number 7 of all.")
    private int session;

    @Option(
            names = {"-a", "--all"},
            description = "The cells of all sessions.")
    private boolean all;

    @Parameters(arity = "0..1", paramLabel = "RANGE", description = "Cells by number, such as 3, 3-7 or 3-.")
    private String range = "1-";

    PastCells(History history) {
        this.history = history;
    }

    @Override
    public Object run(MagicContext context) {
        Matcher wanted = RANGE.matcher(range);
        if (!wanted.matches()) {
            throw new UserError(
                    "%history: '" + range + "' is no range of cells.", "Write a range such as 3, 3-7 or 3-.");
        }
        int first = Integer.parseInt(wanted.group(1));
        int last = wanted.group(2) == null
                ? first
                : wanted.group(3) == null ? Integer.MAX_VALUE - 1 : Integer.parseInt(wanted.group(3));
        List<Entry> cells = (all ? history.tail(-1) : history.range(session, first, last + 1))
                .stream()
                        .filter(cell -> Glob.of("*" + glob + "*").test(cell.code()))
                        .toList();
        return new DisplayData(cells.stream().map(this::text).collect(Collectors.joining("\n")));
    }

    @Override
    public boolean runsBesideCells() {
        return true;
    }

    private String text(Entry cell) {
        String number = (all ? cell.session() + "/" : "") + cell.line() + ": ";
        return numbers ? number + cell.code() : cell.code();
    }

    @Override
    public Form form() {
        return Form.LINE;
    }
}
