package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/**
 * HTML that draws figures by a plotly.js of its own, never by one from a network. The library stands once in a notebook;
 * figures queue up for it, so that they may stand before it, and keep their drawing where scripts do not run.
 */
final class PlotlyScript {
    private static final String SOURCE = "/META-INF/resources/webjars/plotly.js-dist/3.3.1/plotly.js";

    /** Unpacks the library out of reach of a page's module loaders, draws those that wait, then each as it comes. */
    private static final String LIBRARY = """
            <script type="text/plain" id="joulebook-plotly">%s</script>
            <script>
            (async () => {
              const packed = document.getElementById("joulebook-plotly").textContent;
              const bytes = Uint8Array.from(atob(packed), character => character.charCodeAt(0));
              const text = await new Response(
                  new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
              const module = {exports: {}};
              new Function("module", "exports", "define", text)(module, module.exports, undefined);
              const draw = id => {
                const place = document.getElementById(id);
                const figure = JSON.parse(document.getElementById(id + "-data").textContent);
                place.replaceChildren();
                module.exports.newPlot(place, figure.data, figure.layout, figure.config);
              };
              (window.joulebookFigures || []).forEach(draw);
              window.joulebookFigures = {push: draw};
            })();
            </script>
            """;

    private static final String FIGURE = """
            <div id="%1$s">%2$s</div>
            <script type="application/json" id="%1$s-data">%3$s</script>
            <script>(window.joulebookFigures = window.joulebookFigures || []).push("%1$s")</script>
            """;

    private PlotlyScript() {}

    /** The library, about 2.6 MB. */
    static String library() {
        return LIBRARY.formatted(packed());
    }

    /**
     * @param plotly the figure for plotly.js
     * @param picture the drawing, where scripts do not run
     */
    static String figure(JsonObject plotly, String picture, String id) {
        String json = plotly.toString().replace("</", "<\\/");
        return FIGURE.formatted("joulebook-" + id, picture, json);
    }

    private static String packed() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (InputStream source = PlotlyScript.class.getResourceAsStream(SOURCE);
                OutputStream gzip = new GZIPOutputStream(packed)) {
            source.transferTo(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }
}
