package joulebook.magics.paper;

import java.util.ArrayList;
import java.util.List;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.MagicContext;
import joulebook.magics.common.MlMagic;
import joulebook.magics.view.TableView;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Paper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** {@code %papers}: the catalogue. */
@Command(
        name = "papers",
        description = "List the papers whose methods are here, or explain one of them: %%papers, %%papers pruning,"
                + " %%papers lamp.")
public final class Papers extends MlMagic {
    @Parameters(
            paramLabel = "ID|WORDS",
            arity = "0..*",
            completionCandidates = PaperIds.class,
            description = "A paper's id or number, or words that its card must hold.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--built", description = "Only those that %%reproduce can run.")
    private boolean built;

    @Override
    public boolean runsBesideCells() {
        return true;
    }

    @Override
    protected Object call(MagicContext context) {
        if (words.size() == 1) {
            String word = words.get(0);
            boolean exact =
                    Catalogue.papers().stream().anyMatch(paper -> paper.id().equals(word));
            if (exact || word.matches("\\d{1,3}")) {
                return PaperCard.of(Catalogue.paper(word));
            }
        }
        List<Paper> found = Catalogue.search(words).stream()
                .filter(paper -> !built || Catalogue.reproduction(paper).isPresent())
                .toList();
        if (found.isEmpty()) {
            throw new UserError(
                    "No paper's card holds the words " + String.join(" ", words) + ".", "%papers lists all of them.");
        }
        return found.size() == 1 && !words.isEmpty() ? PaperCard.of(found.get(0)) : list(found);
    }

    private static TableView list(List<Paper> papers) {
        String title = papers.size() + " papers; %papers ID explains one, %reproduce ID runs one that is built";
        Table table = Table.create(
                title,
                IntColumn.create(
                        "number", papers.stream().mapToInt(Paper::number).toArray()),
                StringColumn.create("id", papers.stream().map(Paper::id)),
                StringColumn.create("topic", papers.stream().map(Paper::topic)),
                StringColumn.create("title", papers.stream().map(Paper::title)),
                IntColumn.create("year", papers.stream().mapToInt(Paper::year).toArray()),
                StringColumn.create(
                        "built",
                        papers.stream()
                                .map(paper -> Catalogue.reproduction(paper).isPresent() ? "yes" : "not yet")));
        return TableView.of(table, table.rowCount());
    }
}
