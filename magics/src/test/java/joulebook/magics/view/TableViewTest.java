package joulebook.magics.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class TableViewTest {
    private static final Table RUNS = Table.create(
            "runs",
            StringColumn.create("method", "backprop", "<mf> & co"),
            IntColumn.create("steps", new Integer[] {12500, null}),
            DoubleColumn.create("accuracy", 0.97121, 0.95));

    @Test
    void textColumnsAlign() {
        assertThat(TableView.of(RUNS).toString()).isEqualTo("""
                        runs
                        method      steps  accuracy
                        backprop   12,500    0.9712
                        <mf> & co            0.9500""");
    }

    @Test
    void htmlIsSemanticAndEscaped() {
        String html = TableView.of(RUNS).toHtml();
        assertThat(html)
                .contains("<caption>runs</caption>")
                .contains("<th scope=\"col\">method</th><th scope=\"col\" class=\"number\">steps</th>")
                .contains(
                        "<tr><td>&lt;mf&gt; &amp; co</td><td class=\"number\"></td><td class=\"number\">0.9500</td></tr>")
                .doesNotContain("background", "more row");
    }

    @Test
    void longTablesAreCut() {
        Table long1000 =
                Table.create(IntColumn.create("i", IntStream.range(0, 1000).toArray()));
        TableView view = TableView.of(long1000);
        assertThat(view.toHtml().split("<tr>")).hasSize(1 + 1 + 20);
        assertThat(view.toHtml()).contains("… 980 more rows");
        assertThat(view.toString().lines()).hasSize(22).endsWith("19", "… 980 more rows");
        assertThat(TableView.of(long1000, 999).toString()).endsWith("… 1 more row");
        assertThat(TableView.of(long1000, 5000).toString()).endsWith("999");
    }

    @Test
    void anEmptyTableShowsItsColumns() {
        Table empty = RUNS.emptyCopy();
        assertThat(TableView.of(empty).toString()).isEqualTo("runs\nmethod  steps  accuracy");
    }

    @Test
    void aNegativeNumberOfRowsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TableView.of(RUNS, -1))
                .withMessage("A table cannot show -1 rows: ask for 0 or more.");
    }

    @Test
    void wideTablesAreCut() {
        Table wide = Table.create(IntStream.range(0, 100)
                .mapToObj(i -> IntColumn.create("c" + i, 1))
                .toArray(IntColumn[]::new));
        assertThat(TableView.of(wide).toString())
                .contains("c29")
                .doesNotContain("c30")
                .contains("… 70 more columns");
    }

    @Test
    void typesStandBelowTheNames() {
        assertThat(TableView.withTypes(RUNS).toHtml())
                .contains("<th scope=\"col\">method<br><small>string</small></th>", "steps<br><small>integer</small>");
    }

    @Test
    void markdownKeepsWhatItWouldRead() {
        assertThat(TableView.of(RUNS).toMarkdown()).isEqualTo("""
                **runs**

                | method | steps | accuracy |
                | --- | ---: | ---: |
                | backprop | 12,500 | 0.9712 |
                | \\<mf\\> & co |  | 0.9500 |
                """);
    }

    @Test
    void theBundleHasThreeForms() {
        TableView view = TableView.of(RUNS);
        DisplayData bundle = new Renderer().render(view);
        assertThat(bundle.getData(MIMEType.TEXT_HTML)).isEqualTo(view.toHtml());
        assertThat(bundle.getData(MIMEType.TEXT_MARKDOWN)).isEqualTo(view.toMarkdown());
        assertThat(bundle.getData(MIMEType.TEXT_PLAIN)).isEqualTo(view.toString());
    }
}
