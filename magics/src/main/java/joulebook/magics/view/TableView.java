package joulebook.magics.view;

import com.google.common.base.Strings;
import com.google.common.html.HtmlEscapers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joulebook.magics.text.Numbers;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The first rows of a table as a quiet HTML table and as aligned text. Missing values are empty. */
public final class TableView implements DisplayDataRenderable {
    private static final int DEFAULT_ROWS = 20;

    /** Only lines and alignment: the colours are the page's own. */
    private static final String STYLE = """
            <style>
            .joulebook-table{border-collapse:collapse;margin:.5em 0;font-variant-numeric:tabular-nums}
            .joulebook-table caption{text-align:left;white-space:nowrap;font-weight:600;padding:2px 0}
            .joulebook-table th,.joulebook-table td{white-space:nowrap;padding:2px 12px 2px 0;border:0;text-align:left}
            .joulebook-table th:last-child,.joulebook-table td:last-child{padding-right:0}
            .joulebook-table .number{text-align:right}
            .joulebook-table thead th{border-bottom:1px solid rgba(128,128,128,.5);font-weight:600}
            .joulebook-more{opacity:.7}
            </style>
            """;

    /** A column as it is shown. */
    private record Shown(String name, boolean number, List<String> cells) {
        int width() {
            return cells.stream().mapToInt(String::length).reduce(name.length(), Math::max);
        }

        String aligned(String text) {
            return number ? Strings.padStart(text, width(), ' ') : Strings.padEnd(text, width(), ' ');
        }
    }

    private final String name;
    private final List<Shown> columns;
    private final int rows;
    private final int moreRows;

    private TableView(Table table, int mostRows) {
        if (mostRows < 0) {
            throw new IllegalArgumentException("A table cannot show %d rows: ask for 0 or more.".formatted(mostRows));
        }
        Table head = table.first(Math.min(mostRows, table.rowCount()));
        name = Strings.nullToEmpty(table.name());
        columns = head.columns().stream().map(TableView::shown).toList();
        rows = head.rowCount();
        moreRows = table.rowCount() - rows;
    }

    /** The first 20 rows. */
    public static TableView of(Table table) {
        return of(table, DEFAULT_ROWS);
    }

    /** The first {@code rows} rows, and how many more there are. */
    public static TableView of(Table table, int rows) {
        return new TableView(table, rows);
    }

    /** The table in semantic HTML. */
    public String toHtml() {
        StringBuilder html = new StringBuilder(STYLE).append("<table class=\"joulebook-table\">\n");
        if (!name.isEmpty()) {
            html.append("<caption>").append(escape(name)).append("</caption>\n");
        }
        html.append("<thead><tr>");
        columns.forEach(column -> html.append(cell("th scope=\"col\"", "th", column, column.name)));
        html.append("</tr></thead>\n<tbody>\n");
        for (int row = 0; row < rows; row++) {
            html.append("<tr>");
            for (Shown column : columns) {
                html.append(cell("td", "td", column, column.cells.get(row)));
            }
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n");
        more().forEach(more ->
                html.append("<div class=\"joulebook-more\">").append(more).append("</div>\n"));
        return html.toString();
    }

    @Override
    public void render(RenderContext context) {
        context.renderIfRequested(MIMEType.TEXT_HTML, () -> toHtml());
        context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> toString());
    }

    /** The table as text in aligned columns. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        if (!name.isEmpty()) {
            lines.add(name);
        }
        lines.add(columns.stream().map(column -> column.aligned(column.name)).collect(Collectors.joining("  ")));
        for (int row = 0; row < rows; row++) {
            int index = row;
            lines.add(columns.stream()
                    .map(column -> column.aligned(column.cells.get(index)))
                    .collect(Collectors.joining("  ")));
        }
        lines.addAll(more());
        return lines.stream().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }

    private List<String> more() {
        return moreRows == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT, "… %s more %s", Numbers.brief(moreRows), moreRows == 1 ? "row" : "rows"));
    }

    private static Shown shown(Column<?> column) {
        return column instanceof NumericColumn<?> numbers
                ? new Shown(column.name(), true, numberCells(numbers))
                : new Shown(column.name(), false, textCells(column));
    }

    private static List<String> numberCells(NumericColumn<?> column) {
        List<String> cells = Numbers.column(column.asDoubleArray());
        return IntStream.range(0, column.size())
                .mapToObj(row -> column.isMissing(row) ? "" : cells.get(row))
                .toList();
    }

    private static List<String> textCells(Column<?> column) {
        return IntStream.range(0, column.size())
                .mapToObj(row -> column.isMissing(row) ? "" : column.getString(row))
                .toList();
    }

    private static String cell(String open, String close, Shown column, String text) {
        String alignment = column.number ? " class=\"number\"" : "";
        return "<" + open + alignment + ">" + escape(text) + "</" + close + ">";
    }

    private static String escape(String text) {
        return HtmlEscapers.htmlEscaper().escape(text);
    }
}
