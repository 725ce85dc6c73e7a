package joulebook.magics.paper;

import com.google.common.html.HtmlEscapers;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import joulebook.magics.text.Numbers;
import joulebook.magics.view.TableView;
import joulebook.ml.energy.Units;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Claim;
import joulebook.ml.paper.Measured;
import joulebook.ml.paper.Verdict;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A verdict as tables and a figure: claim by claim, and all that was measured. */
public final class VerdictView {
    private VerdictView() {}

    /** Shows a verdict: its claims, what was measured, the notes, what it cost. */
    public static void show(Verdict verdict, Consumer<Object> display) {
        if (!verdict.claims().isEmpty()) {
            display.accept(TableView.of(claims(verdict), verdict.claims().size()));
        }
        VerdictFigure.of(verdict).ifPresent(display);
        display.accept(TableView.of(measured(verdict), verdict.measured().size()));
        display.accept(notes(verdict));
    }

    /** A row for each claim: the paper's figure, ours, what had to be reached, whether it holds. */
    public static Table claims(Verdict verdict) {
        List<Claim> claims = verdict.claims();
        return Table.create(
                verdict.paper().id() + ", " + verdict.seeds().size() + " seeds"
                        + (verdict.budget() == Budget.SMOKE ? ", smoke run: decides nothing" : ""),
                StringColumn.create("claim", claims.stream().map(Claim::statement)),
                StringColumn.create("paper", claims.stream().map(Claim::reported)),
                StringColumn.create("ours", claims.stream().map(claim -> text(claim.measured()))),
                StringColumn.create(
                        "asked", claims.stream().map(claim -> claim.criterion().toString())),
                StringColumn.create("verdict", claims.stream().map(claim -> word(verdict, claim))));
    }

    /** A row for each quantity: mean and standard deviation over the seeds. */
    public static Table measured(Verdict verdict) {
        return Table.create(
                "measured",
                StringColumn.create("quantity", verdict.measured().keySet().stream()),
                StringColumn.create(
                        "mean ± sd", verdict.measured().values().stream().map(VerdictView::text)));
    }

    /** What the verdict cost, in one line. */
    public static String cost(Verdict verdict) {
        String joules = verdict.reading().devices().isEmpty()
                ? "energy not measured"
                : Units.text(verdict.reading().joules(), "J") + " ("
                        + verdict.reading().source() + ")";
        return Units.text(verdict.reading().seconds(), "s") + " · " + joules;
    }

    static String word(Verdict verdict, Claim claim) {
        if (verdict.budget() == Budget.SMOKE) {
            return "not judged";
        }
        return switch (claim.outcome()) {
            case HOLDS -> "holds";
            case DOES_NOT_HOLD -> "does not hold";
            case INCONCLUSIVE -> "inconclusive";
        };
    }

    private static String text(Measured measured) {
        double deviation = measured.standardDeviation();
        return deviation > 0
                ? Numbers.asSureAs(deviation, measured.mean()) + " ± " + Numbers.asSureAs(deviation, deviation)
                : Numbers.brief(measured.mean());
    }

    private static DisplayData notes(Verdict verdict) {
        DisplayData data = new DisplayData(
                verdict.notes().stream().map(note -> "- " + note + "\n").collect(Collectors.joining()) + cost(verdict));
        data.putHTML(verdict.notes().stream()
                        .map(note -> "<li>" + HtmlEscapers.htmlEscaper().escape(note) + "</li>")
                        .collect(Collectors.joining("", "<ul style=\"margin:.3em 0\">", "</ul>"))
                + "<div style=\"opacity:.7\">" + HtmlEscapers.htmlEscaper().escape(cost(verdict)) + "</div>");
        return data;
    }
}
