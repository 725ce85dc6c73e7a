package joulebook.install.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * A notebook as one HTML page that needs nothing else: no scripts, no fonts, no network. It follows the reader's choice of light or
 * dark, and prints. Formulas are left as they were typed. HTML in cells and outputs is taken over as it is.
 */
public final class HtmlExport {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser MARKDOWN =
            Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer MARKDOWN_HTML =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();

    private HtmlExport() {}

    /** The page, under a title for the browser's tab. */
    public static String page(Notebook notebook, String title) {
        String cells = notebook.cells().stream().map(HtmlExport::cell).collect(Collectors.joining("\n"));
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                %s
                </main>
                </body>
                </html>
                """.formatted(Html.escape(title), styleSheet(), cells);
    }

    private static String cell(Cell cell) {
        if (cell.isMarkdown()) {
            return "<section class=\"cell markdown\"><div>" + markdown(cell.source()) + "</div></section>";
        }
        if (!cell.isCode()) {
            return "<section class=\"cell\"><div></div><pre>" + Html.escape(cell.source()) + "</pre></section>";
        }
        String number = cell.executionCount().isPresent()
                ? String.valueOf(cell.executionCount().getAsInt())
                : " ";
        StringBuilder html = new StringBuilder("<section class=\"cell code\">");
        html.append(row(
                "In [" + number + "]",
                "source",
                "<pre><code>" + JavaHighlighter.toHtml(cell.source()) + "</code></pre>"));
        for (JsonElement output : cell.outputs()) {
            html.append(output(output.getAsJsonObject(), number));
        }
        return html.append("</section>").toString();
    }

    private static String output(JsonObject output, String number) {
        String type = output.get("output_type").getAsString();
        return switch (type) {
            case "stream" ->
                row(
                        "",
                        "output " + Html.escape(output.get("name").getAsString()),
                        terminal(Lines.join(output.get("text"))));
            case "error" -> row("", "output error", terminal(traceback(output)));
            case "execute_result" -> row("Out [" + number + "]", "output", richest(output.getAsJsonObject("data")));
            default -> row("", "output", richest(output.getAsJsonObject("data")));
        };
    }

    private static String row(String prompt, String classes, String content) {
        return "<div class=\"prompt\">%s</div><div class=\"%s\">%s</div>%n".formatted(prompt, classes, content);
    }

    private static String traceback(JsonObject error) {
        String lines = error.getAsJsonArray("traceback").asList().stream()
                .map(JsonElement::getAsString)
                .collect(Collectors.joining("\n"));
        return lines.isEmpty()
                ? error.get("ename").getAsString() + ": " + error.get("evalue").getAsString()
                : lines;
    }

    /** The form of an output that shows the most without scripts and without a network. */
    private static String richest(JsonObject data) {
        if (data.has("text/html") && !data.has("image/svg+xml")) {
            return Lines.join(data.get("text/html"));
        }
        if (data.has("image/svg+xml")) { // rather than HTML that holds it as an image
            String svg = Lines.join(data.get("image/svg+xml"));
            if (svg.startsWith("<svg") && !svg.contains(" id=")) {
                return svg; // in the page's text colour; one with ids could clash with another's
            }
            return image("svg+xml", Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)));
        }
        for (String type : List.of("png", "jpeg", "gif")) {
            if (data.has("image/" + type)) {
                return image(type, Lines.join(data.get("image/" + type)).replaceAll("\\s", ""));
            }
        }
        if (data.has("text/markdown")) {
            return markdown(Lines.join(data.get("text/markdown")));
        }
        return data.has("text/plain") ? terminal(Lines.join(data.get("text/plain"))) : "";
    }

    private static String image(String type, String base64) {
        return "<img alt=\"\" src=\"data:image/" + type + ";base64," + Html.escape(base64) + "\">";
    }

    private static String terminal(String text) {
        return "<pre>" + TerminalText.toHtml(text) + "</pre>";
    }

    private static String markdown(String text) {
        return MARKDOWN_HTML.render(MARKDOWN.parse(text));
    }

    private static String styleSheet() {
        try (InputStream css = HtmlExport.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
