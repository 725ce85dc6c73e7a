package joulebook.install.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlExportTest {
    @TempDir
    private Path folder;

    @Test
    void markdownWithTables() throws IOException {
        assertThat(
                        page(
                                "{'cell_type': 'markdown', 'source': ['# One\\n', '\\n', '| a | b |\\n', '|---|---|\\n', '| 1 | $x_1$ |']}"))
                .contains("<h1>One</h1>")
                .contains("<td>$x_1$</td>");
    }

    @Test
    void codeWithPromptsAndColours() throws IOException {
        assertThat(page("{'cell_type': 'code', 'execution_count': 4, 'source': 'int a = 1 < 2;', 'outputs': []}"))
                .contains("In [4]")
                .contains("<span class=\"keyword\">int</span> a = <span class=\"number\">1</span> &lt; ");
        assertThat(page("{'cell_type': 'code', 'execution_count': null, 'source': '', 'outputs': []}"))
                .contains("In [ ]");
    }

    @Test
    void anOutputShowsItsRichestForm() throws IOException {
        assertThat(
                        output(
                                "'text/plain': 'plain', 'text/html': ['<b>', 'rich</b>'], 'application/vnd.plotly.v1+json': {}"))
                .contains("<b>rich</b>")
                .doesNotContain("plain<");
        assertThat(output("'text/plain': 'plain', 'image/svg+xml': '<svg/>', 'image/png': 'x'"))
                .contains("<svg/>");
        assertThat(output("'image/svg+xml': '<svg id=1/>'"))
                .contains("src=\"data:image/svg+xml;base64,PHN2ZyBpZD0xLz4=\"");
        assertThat(output("'text/plain': 'plain', 'image/png': 'aGk\\n='"))
                .contains("src=\"data:image/png;base64,aGk=\"");
        assertThat(output("'text/markdown': '*it*'")).contains("<em>it</em>");
        assertThat(output("'text/plain': 'a < b'")).contains("<pre>a &lt; b</pre>");
        assertThat(output("'application/x-unknown': 1")).contains("Out [1]");
    }

    @Test
    void streamsAndErrors() throws IOException {
        String page = page("{'cell_type': 'code', 'execution_count': 1, 'source': '', 'outputs': ["
                + "{'output_type': 'stream', 'name': 'stderr', 'text': 'careful <1>'},"
                + "{'output_type': 'error', 'ename': 'E', 'evalue': 'v', 'traceback': ['\\u001b[31mbad\\u001b[0m', 'at line 1']},"
                + "{'output_type': 'error', 'ename': 'E', 'evalue': 'no trace', 'traceback': []}]}");
        assertThat(page)
                .contains("<div class=\"output stderr\"><pre>careful &lt;1&gt;</pre></div>")
                .contains("<pre><span class=\"ansi-red\">bad</span>\nat line 1</pre>")
                .contains("<pre>E: no trace</pre>");
    }

    @Test
    void rawCellsAreText() throws IOException {
        assertThat(page("{'cell_type': 'raw', 'source': '<raw>'}")).contains("<pre>&lt;raw&gt;</pre>");
    }

    @Test
    void thePageStandsAlone() throws IOException {
        String page = page("{'cell_type': 'code', 'execution_count': 1, 'source': 'int a;', 'outputs': []}");
        assertThat(page)
                .startsWith("<!doctype html>")
                .contains("<title>A &amp; B</title>", "screen and (prefers-color-scheme: dark)", "@media print")
                .doesNotContain("http:", "https:", "<script", "<link", "@import", "url(");
    }

    private String output(String data) throws IOException {
        return page(
                "{'cell_type': 'code', 'execution_count': 1, 'source': '', 'outputs': [{'output_type': 'execute_result',"
                        + " 'execution_count': 1, 'metadata': {}, 'data': {" + data + "}}]}");
    }

    private String page(String cell) throws IOException {
        String json = "{'nbformat': 4, 'nbformat_minor': 5, 'metadata': {}, 'cells': [" + cell + "]}";
        Path file = Files.writeString(folder.resolve("n.ipynb"), json.replace('\'', '"'));
        return HtmlExport.page(Notebook.read(file), "A & B");
    }
}
