package joulebook.magics.rank;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.magic.VariableNames;
import joulebook.magics.common.MethodNames;
import joulebook.magics.common.MlMagic;
import joulebook.magics.view.RankingsView;
import joulebook.ml.data.Datasets;
import joulebook.ml.evaluation.Ranker;
import joulebook.ml.evaluation.RankingStability;
import joulebook.ml.evaluation.ScoreMatrix;
import joulebook.ml.method.Methods;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.Table;

/** {@code %rank}. */
@Command(
        name = "rank",
        description = {
            "Rank models by their scores on many examples or benchmarks (higher is better), in one or several ways.",
            "Intervals of 95 %% are by the bootstrap over the examples: how much of a place is their luck."
        })
public final class Rank extends MlMagic {
    @Parameters(
            paramLabel = "TABLE",
            completionCandidates = Tables.class,
            description =
                    "A variable with a Table, or a .csv file: a row for each model, its name in the first column of"
                            + " text, its scores in the columns of numbers.")
    private String table;

    @Option(
            names = "--by",
            paramLabel = "METHOD",
            split = MethodNames.COMMA,
            completionCandidates = MethodNames.Rankers.class,
            description = "How: ${COMPLETION-CANDIDATES}, such as swiss:tournaments=5000,eliminations=1"
                    + " (default mean,bradley-terry); several stand side by side.")
    private List<String> methods = List.of("mean", "bradley-terry");

    @Option(
            names = "--on",
            paramLabel = "COLUMN",
            split = ",",
            description = "The columns of scores, in the order of rounds (default all columns of numbers).")
    private List<String> benchmarks = List.of();

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            description = "How often to resample the examples (default ${DEFAULT-VALUE}; 0 for no interval).")
    private int resamples = 200;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the bootstrap and of tournaments (default ${DEFAULT-VALUE}).")
    private long seed = 0;

    @Option(names = "--name", paramLabel = "VARIABLE", description = "A variable for the rankings, as a Table.")
    private String name = "";

    @Override
    public Magic.Form form() {
        return Form.LINE;
    }

    @Override
    protected Object call(MagicContext context) {
        Table rows = table(context);
        ScoreMatrix scores = benchmarks.isEmpty() ? ScoreMatrix.of(rows) : ScoreMatrix.of(rows, benchmarks);
        Map<String, Ranker> rankers = new LinkedHashMap<>();
        for (String method : methods) {
            rankers.put(method, Methods.make(Ranker.class, method));
        }
        Map<String, RankingStability> rankings = new LinkedHashMap<>();
        rankers.forEach(
                (method, ranker) -> rankings.put(method, RankingStability.bootstrap(ranker, scores, resamples, seed)));
        RankingsView view = new RankingsView(rankings, scores.examples());
        context.display(view.figures());
        if (!name.isEmpty()) {
            context.define(name, Table.class, view.numbers());
        }
        return view.table();
    }

    private Table table(MagicContext context) {
        if (table.endsWith(".csv")) {
            return Datasets.table(Path.of(table));
        }
        if (variable(context, table) instanceof Table rows) {
            return rows;
        }
        throw new UserError(
                "The variable " + table + " holds no Table.", "Give a Tablesaw Table or the path of a .csv file.");
    }

    /** For completion. */
    static final class Tables extends VariableNames {
        Tables() {
            super(List.of(), Table.class);
        }
    }
}
