package joulebook.magics.view;

import com.google.common.base.Strings;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import joulebook.kernel.display.DisplayTable;
import joulebook.magics.text.Numbers;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The first rows of a table. Missing values are empty. */
public final class TableView implements DisplayDataRenderable {
    private static final int DEFAULT_ROWS = 20;
    private static final int MOST_COLUMNS = 30;
    private static final String DIGITS = "-?[0-9][0-9.,]*([eE]-?[0-9]+)?";
    /** A number, one with a spread or with an interval, or nothing. */
    private static final Pattern NUMBER =
            Pattern.compile("|NaN|" + DIGITS + "( ± " + DIGITS + "| \\[" + DIGITS + ", " + DIGITS + "\\])?");

    private final DisplayTable shown;

    private TableView(DisplayTable shown) {
        this.shown = shown;
    }

    /** The first 20 rows. */
    public static TableView of(Table table) {
        return of(table, DEFAULT_ROWS);
    }

    /** The first {@code rows} rows, and how many more there are. */
    public static TableView of(Table table, int rows) {
        return of(table, rows, false);
    }

    /** The first 20 rows, with the types of the columns below their names. */
    public static TableView withTypes(Table table) {
        return of(table, DEFAULT_ROWS, true);
    }

    private static TableView of(Table table, int rows, boolean types) {
        if (rows < 0) {
            throw new IllegalArgumentException("A table cannot show %d rows: ask for 0 or more.".formatted(rows));
        }
        Table head = table.first(Math.min(rows, table.rowCount()));
        List<DisplayTable.Column> columns = head.columns().stream()
                .limit(MOST_COLUMNS)
                .map(column -> shown(column, types))
                .toList();
        return new TableView(new DisplayTable(
                Strings.nullToEmpty(table.name()),
                columns,
                table.rowCount() - head.rowCount(),
                table.columnCount() - columns.size()));
    }

    /** All rows; columns of text that hold numbers alone stand at the right, as numbers do. */
    static TableView ofTexts(Table table) {
        List<DisplayTable.Column> columns = table.columns().stream()
                .map(column -> shown(column, false))
                .map(column -> new DisplayTable.Column(
                        column.name(), column.cells().stream().allMatch(NUMBER.asMatchPredicate()), column.cells()))
                .toList();
        return new TableView(new DisplayTable(Strings.nullToEmpty(table.name()), columns, 0, 0));
    }

    /** The table as Markdown. */
    public String toMarkdown() {
        return shown.toMarkdown();
    }

    /** The table in semantic HTML. */
    public String toHtml() {
        return shown.toHtml();
    }

    @Override
    public void render(RenderContext context) {
        shown.render(context);
    }

    /** The table as text in aligned columns. */
    @Override
    public String toString() {
        return shown.toString();
    }

    private static DisplayTable.Column shown(Column<?> column, boolean types) {
        String type =
                !types ? "" : column.type().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return column instanceof NumericColumn<?> numbers
                ? new DisplayTable.Column(column.name(), type, true, numberCells(numbers))
                : new DisplayTable.Column(column.name(), type, false, textCells(column));
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
}
