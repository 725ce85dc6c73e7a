package joulebook.kernel.display;

import com.google.common.base.Strings;
import com.google.common.html.HtmlEscapers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Rows and columns as a quiet HTML table and as aligned text.
 *
 * @param caption what it is called; may be empty
 * @param columns with as many cells each
 * @param moreRows rows that there are but are not shown
 * @param moreColumns columns that there are but are not shown
 */
public record DisplayTable(String caption, List<Column> columns, int moreRows, int moreColumns)
        implements DisplayDataRenderable {
    /**
     * Only lines and alignment: the colours are the page's own. The selectors outweigh those of Notebook and nbconvert,
     * which align all cells right; a class written twice counts twice.
     */
    private static final String STYLE = """
            <style>
            table.joulebook-table{border-collapse:collapse;margin:.5em 0;font-variant-numeric:tabular-nums}
            table.joulebook-table caption{text-align:left;white-space:nowrap;font-weight:600;padding:2px 0}
            table.joulebook-table.joulebook-table tr th,table.joulebook-table.joulebook-table tr td{white-space:nowrap;padding:2px 12px 2px 0;border:0;\
            text-align:left;vertical-align:top}
            table.joulebook-table.joulebook-table tr th:last-child,table.joulebook-table.joulebook-table tr td:last-child{padding-right:0}
            table.joulebook-table.joulebook-table tr .number{text-align:right}
            table.joulebook-table thead th{border-bottom:1px solid rgba(128,128,128,.5);font-weight:600}
            table.joulebook-table small{font-weight:400;opacity:.75}
            .joulebook-more{opacity:.75}
            </style>
            """;

    /**
     * A column of texts.
     *
     * @param type what the cells are, to stand below the name; may be empty
     * @param number whether the cells are numbers, to stand at the right
     */
    public record Column(String name, String type, boolean number, List<String> cells) {
        /** A column whose type goes without saying. */
        public Column(String name, boolean number, List<String> cells) {
            this(name, "", number, cells);
        }

        private int width() {
            return cells.stream().mapToInt(String::length).reduce(name.length(), Math::max);
        }

        private String aligned(String text) {
            return number ? Strings.padStart(text, width(), ' ') : Strings.padEnd(text, width(), ' ');
        }

        private String header() {
            String below = type.isEmpty() ? "" : "<br><small>" + escape(type) + "</small>";
            return "<th scope=\"col\"" + alignment() + ">" + escape(name) + below + "</th>";
        }

        private String cell(int row) {
            return "<td" + alignment() + ">" + escape(cells.get(row)) + "</td>";
        }

        private String alignment() {
            return number ? " class=\"number\"" : "";
        }
    }

    public DisplayTable {
        columns = List.copyOf(columns);
    }

    /** The table in semantic HTML. */
    public String toHtml() {
        StringBuilder html = new StringBuilder(STYLE)
                .append("<div style=\"overflow:auto;max-height:40em\">\n<table class=\"joulebook-table\">\n");
        if (!caption.isEmpty()) {
            html.append("<caption>").append(escape(caption)).append("</caption>\n");
        }
        html.append("<thead><tr>");
        columns.forEach(column -> html.append(column.header()));
        html.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < rows(); row++) {
            html.append("<tr>");
            for (Column column : columns) {
                html.append(column.cell(row));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n</div>\n");
        more().forEach(more ->
                html.append("<div class=\"joulebook-more\">").append(more).append("</div>\n"));
        return html.toString();
    }

    @Override
    public void render(RenderContext context) {
        context.renderIfRequested(MIMEType.TEXT_HTML, () -> toHtml());
        context.renderIfRequested(MIMEType.TEXT_MARKDOWN, () -> toMarkdown());
        context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> toString());
    }

    /** The table as Markdown's extension writes tables, for what reads notebooks as text. */
    public String toMarkdown() {
        StringBuilder markdown = new StringBuilder();
        if (!caption.isEmpty()) {
            markdown.append("**").append(markdown(caption)).append("**\n\n");
        }
        markdown.append(row(column -> markdown(column.name())));
        markdown.append(row(column -> column.number() ? "---:" : "---"));
        for (int row = 0; row < rows(); row++) {
            int index = row;
            markdown.append(row(column -> markdown(column.cells().get(index))));
        }
        more().forEach(more -> markdown.append("\n").append(more).append("\n"));
        return markdown.toString();
    }

    private String row(Function<Column, String> cell) {
        return columns.stream().map(cell).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String markdown(String text) {
        return text.replaceAll("([\\\\`*_|<>\\[\\]])", "\\\\$1").replace("\n", " ");
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }

    /** The table as text in aligned columns. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        if (!caption.isEmpty()) {
            lines.add(caption);
        }
        lines.add(line(Column::name));
        for (int row = 0; row < rows(); row++) {
            int index = row;
            lines.add(line(column -> column.cells().get(index)));
        }
        lines.addAll(more());
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private int rows() {
        return columns.isEmpty() ? 0 : columns.get(0).cells().size();
    }

    private String line(Function<Column, String> cell) {
        return columns.stream()
                .map(column -> column.aligned(cell.apply(column)))
                .collect(Collectors.joining("  "));
    }

    private List<String> more() {
        String more = Stream.of(more(moreRows, "row"), more(moreColumns, "column"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" and "));
        return more.isEmpty() ? List.of() : List.of("… " + more);
    }

    private static String more(int count, String what) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d more %s%s", count, what, count == 1 ? "" : "s");
    }
}
