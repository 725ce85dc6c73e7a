package joulebook.magics.paper;

import com.google.common.html.HtmlEscapers;
import java.util.Optional;
import joulebook.ml.paper.Catalogue;
import joulebook.ml.paper.Paper;
import joulebook.ml.paper.Reproduction;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** A paper's card: what it is, its gist, and code that uses its method. */
final class PaperCard {
    private PaperCard() {}

    static DisplayData of(Paper paper) {
        Optional<Reproduction> reproduction = Catalogue.reproduction(paper);
        String source = paper.authors() + ", " + paper.year();
        String next = reproduction.isPresent()
                ? "%reproduce " + paper.id() + " checks its claims at our scale."
                : "Its method is not built yet.";
        StringBuilder text = new StringBuilder(paper.number() + " " + paper.title() + "\n" + source + "\n");
        StringBuilder html = new StringBuilder("<div class=\"joulebook-paper\"><h4 style=\"margin:0\">")
                .append(escape(paper.number() + " · " + paper.title()))
                .append("</h4><p style=\"margin:.3em 0;opacity:.8\">")
                .append(escape(source + " · " + paper.topic() + " · id " + paper.id()));
        if (!paper.link().isEmpty()) {
            text.append(paper.link()).append('\n');
            html.append(" · <a href=\"")
                    .append(escape(paper.link()))
                    .append("\">")
                    .append(escape(paper.link()));
            html.append("</a>");
        }
        text.append('\n').append(paper.summary()).append('\n');
        html.append("</p><p style=\"margin:.3em 0\">")
                .append(escape(paper.summary()))
                .append("</p>");
        reproduction.ifPresent(built -> {
            text.append('\n').append(built.usage().strip()).append('\n');
            html.append("<pre>").append(escape(built.usage().strip())).append("</pre>");
        });
        text.append('\n').append(next);
        html.append("<p style=\"margin:.3em 0\">").append(escape(next)).append("</p></div>");
        DisplayData data = new DisplayData(text.toString());
        data.putHTML(html.toString());
        return data;
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
