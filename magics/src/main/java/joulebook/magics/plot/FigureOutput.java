package joulebook.magics.plot;

import com.google.common.html.HtmlEscapers;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * The forms in which figures are shown. Each front end takes the one it ranks highest: Plotly's JSON where it has Plotly,
 * else HTML. The HTML holds the drawing as an image, twice: as SVG, and as PNG for readers that allow no SVG (notebooks
 * that are not trusted, some versions of nbconvert, GitHub), where the first is dropped and the second stays.
 */
public final class FigureOutput {
    private static final MIMEType PLOTLY = new MIMEType("application", "vnd.plotly", "v1", "json");

    private volatile PlotMode mode = PlotMode.INTERACTIVE;

    PlotMode mode() {
        return mode;
    }

    void setMode(PlotMode mode) {
        this.mode = mode;
    }

    /** Shows figures, Tablesaw's too, in what a renderer renders. */
    public void register(Renderer renderer) {
        renderer.createRegistration(Figure.class)
                .preferring(MIMEType.TEXT_HTML)
                .register((figure, context) -> context.getOutputContainer().assign(show(figure)));
        renderer.createRegistration(FigureGrid.class)
                .preferring(MIMEType.TEXT_HTML)
                .register((grid, context) -> context.getOutputContainer().assign(show(grid)));
        renderer.createRegistration(tech.tablesaw.plotly.components.Figure.class)
                .preferring(MIMEType.TEXT_HTML)
                .register((figure, context) -> context.getOutputContainer().assign(show(new TablesawFigure(figure))));
    }

    /** A figure that stays. */
    DisplayData show(Drawable figure) {
        String svg = figure.toSvg();
        String picture = picture(figure, svg);
        DisplayData forms = new DisplayData(figure.toString());
        Optional<JsonObject> plotly = mode == PlotMode.STATIC ? Optional.empty() : figure.plotly();
        if (mode == PlotMode.PORTABLE && plotly.isPresent()) {
            String id = UUID.randomUUID().toString();
            forms.putData(MIMEType.TEXT_HTML, PlotlyScript.figure(plotly.get(), picture, id));
            return forms;
        }
        forms.putData(MIMEType.TEXT_HTML, picture);
        forms.putData(MIMEType.IMAGE_SVG, svg);
        plotly.ifPresent(json -> forms.putData(PLOTLY, json));
        return forms;
    }

    /** A figure that is soon drawn anew, over a line of text: the form that takes the least to make. */
    public static DisplayData draft(Figure figure, String line) {
        DisplayData forms = new DisplayData(line);
        forms.putData(
                MIMEType.TEXT_HTML,
                image(figure, "svg+xml", figure.toSvg().getBytes(StandardCharsets.UTF_8))
                        + "<div class=\"joulebook-progress\" style=\"font-variant-numeric:tabular-nums\">"
                        + HtmlEscapers.htmlEscaper().escape(line) + "</div>");
        return forms;
    }

    private static String picture(Drawable figure, String svg) {
        byte[] vectors = svg.getBytes(StandardCharsets.UTF_8);
        return Png.of(svg)
                .map(pixels -> "<picture><source type=\"image/svg+xml\" srcset=\"" + url("svg+xml", vectors) + "\">"
                        + image(figure, "png", pixels) + "</picture>")
                .orElseGet(() -> image(figure, "svg+xml", vectors));
    }

    private static String image(Drawable figure, String type, byte[] content) {
        return "<img alt=\"%s\" width=\"%d\" style=\"max-width:100%%;height:auto\" src=\"%s\">"
                .formatted(HtmlEscapers.htmlEscaper().escape(figure.toString()), figure.width(), url(type, content));
    }

    private static String url(String type, byte[] content) {
        return "data:image/" + type + ";base64," + Base64.getEncoder().encodeToString(content);
    }
}
