package joulebook.magics.plot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;

class FigureOutputTest {
    private static final double[] ONE_TWO = {1, 2};
    private static final Figure FIGURE =
            Figure.of("<Loss>").line("bp", ONE_TWO, ONE_TWO).line("mf", ONE_TWO, ONE_TWO);

    private final FigureOutput figures = new FigureOutput();

    private static JsonObject forms(DisplayData shown) {
        return new Gson().toJsonTree(shown).getAsJsonObject().getAsJsonObject("data");
    }

    private static String form(DisplayData shown, MIMEType type) {
        return (String) shown.getData(type);
    }

    private static byte[] embedded(String html, String type) {
        Matcher url = Pattern.compile("data:image/" + Pattern.quote(type) + ";base64,([^\"]+)\"")
                .matcher(html);
        assertThat(url.find()).as(type).isTrue();
        return Base64.getDecoder().decode(url.group(1));
    }

    @Test
    void anInteractiveFigureHasAllForms() {
        DisplayData shown = figures.show(FIGURE);
        assertThat(forms(shown).keySet())
                .containsExactlyInAnyOrder(
                        "application/vnd.plotly.v1+json", "text/html", "image/svg+xml", "text/plain");
        assertThat(form(shown, MIMEType.TEXT_PLAIN)).isEqualTo("Figure '<Loss>': 2 traces (bp, mf)");
        assertThat(form(shown, MIMEType.IMAGE_SVG)).isEqualTo(FIGURE.toSvg());
        assertThat(forms(shown).get("application/vnd.plotly.v1+json")).isEqualTo(FIGURE.toPlotly());
    }

    @Test
    void theHtmlIsTheDrawingTwiceWithAText() throws IOException {
        String html = form(figures.show(FIGURE), MIMEType.TEXT_HTML);
        assertThat(html).contains("alt=\"Figure &#39;&lt;Loss&gt;&#39;: 2 traces (bp, mf)\"", "<picture><source");
        assertThat(new String(embedded(html, "svg+xml"))).isEqualTo(FIGURE.toSvg());
        BufferedImage pixels = ImageIO.read(new ByteArrayInputStream(embedded(html, "png")));
        assertThat(pixels.getWidth()).isEqualTo(1280);
        assertThat(pixels.getHeight()).isEqualTo(720);
        int blue = 0xFF0072B2; // the first line's colour
        assertThat(IntStream.range(0, 1280 * 720)
                        .filter(i -> pixels.getRGB(i % 1280, i / 1280) == blue)
                        .count())
                .isGreaterThan(100);
        assertThat(pixels.getRGB(1279, 719)).as("a light ground").isEqualTo(0xFFFFFFFF);
    }

    @Test
    void aStaticFigureLeavesPlotlyOut() {
        figures.setMode(PlotMode.STATIC);
        assertThat(forms(figures.show(FIGURE)).keySet())
                .containsExactlyInAnyOrder("text/html", "image/svg+xml", "text/plain");
    }

    @Test
    void aPortableFigureCarriesItsDataAndItsDrawing() {
        figures.setMode(PlotMode.PORTABLE);
        Figure closing = Figure.of("</script>").line("a", ONE_TWO, ONE_TWO);
        String html = form(figures.show(closing), MIMEType.TEXT_HTML);
        assertThat(new String(embedded(html, "svg+xml"))).isEqualTo(closing.toSvg());
        Matcher data = Pattern.compile("-data\">(.*?)</script>").matcher(html);
        assertThat(data.find()).isTrue();
        assertThat(JsonParser.parseString(data.group(1))).isEqualTo(closing.toPlotly());
        assertThat(html).doesNotContain("http");
    }

    @Test
    void theLibraryStaysSmall() {
        assertThat(PlotlyScript.library().length()).isBetween(1_000_000, 3_000_000);
    }

    @Test
    void aDraftIsTheDrawingAndItsLineAlone() {
        DisplayData draft = FigureOutput.draft(FIGURE, "loss < 1");
        assertThat(forms(draft).keySet()).containsExactlyInAnyOrder("text/html", "text/plain");
        assertThat(form(draft, MIMEType.TEXT_HTML)).contains(">loss &lt; 1<").doesNotContain("image/png");
    }

    @Test
    void aHundredThousandPointsStaySmallAndKeepTheirShape() {
        int n = 100_000;
        double[] x = IntStream.range(0, n).mapToDouble(i -> i).toArray();
        double[] y = new Random(1).doubles(n).toArray();
        y[54_321] = 9; // a spike one point wide
        y[77_777] = Double.NaN;
        JsonObject line = trace(Figure.of("").line("a", x, y));
        assertThat(line.getAsJsonArray("x").size()).isLessThan(5_000);
        assertThat(line.getAsJsonArray("y").toString()).contains("9.0").contains("null");
        Figure dots = Figure.of("").points("a", new Random(2).doubles(n).toArray(), y);
        assertThat(trace(dots).getAsJsonArray("x").size()).isLessThan(n / 4);
        assertThat(trace(dots).getAsJsonArray("y").toString()).contains("9.0");
        assertThat(dots.toSvg().length()).isLessThan(400_000);
    }

    private static JsonObject trace(Figure figure) {
        return figure.toPlotly().getAsJsonArray("data").get(0).getAsJsonObject();
    }
}
