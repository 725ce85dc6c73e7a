package joulebook.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInRenderersTest {
    private record Point(int x, double y) {}

    private record Circle(Point centre, double radius, String name) {}

    private static String text(Object value) {
        return BuiltInRenderers.render(value).getData(MIMEType.TEXT_PLAIN).toString();
    }

    private static String html(Object value) {
        return BuiltInRenderers.render(value).getData(MIMEType.TEXT_HTML).toString();
    }

    private static boolean hasHtml(Object value) {
        return BuiltInRenderers.render(value).hasDataForType(MIMEType.TEXT_HTML);
    }

    @Test
    void aRecordIsATableOfItsComponents() {
        Circle circle = new Circle(new Point(1, 2.5), 3, "<c>");
        assertThat(text(circle)).isEqualTo("Circle[centre=Point[x=1, y=2.5], radius=3.0, name=<c>]");
        assertThat(html(circle))
                .contains("<caption>Circle</caption>")
                .contains("<tr><td>centre.x</td><td>1</td></tr>\n<tr><td>centre.y</td><td>2.5</td></tr>")
                .contains("<tr><td>name</td><td>&lt;c&gt;</td></tr>");
    }

    @Test
    void aRecordWithATextOfItsOwnIsNotTakenApart() {
        record Own(int[] hidden) {
            @Override
            public String toString() {
                return "mine";
            }
        }
        record Around(Own own) {}
        assertThat(text(new Own(new int[1]))).isEqualTo("mine");
        assertThat(hasHtml(new Own(new int[1]))).isFalse();
        assertThat(hasHtml(List.of(new Own(new int[1])))).isFalse();
        assertThat(html(new Around(new Own(new int[1])))).contains("<tr><td>own</td><td>mine</td></tr>");
    }

    @Test
    void aRecordWithAComponentThatFailsShowsAsText() {
        record Broken(int a) {
            @Override
            public int a() {
                throw new IllegalStateException("broken");
            }
        }
        assertThat(hasHtml(new Broken(1))).isFalse();
        assertThat(text(new Broken(1))).isEqualTo("Broken[a=1]");
    }

    @Test
    void recordsAreTheRowsOfATable() {
        List<Point> points =
                IntStream.range(0, 23).mapToObj(i -> new Point(i, i / 2.0)).toList();
        assertThat(html(points))
                .contains("<th scope=\"col\" class=\"number\">x</th><th scope=\"col\" class=\"number\">y</th>")
                .contains("<tr><td class=\"number\">1</td><td class=\"number\">0.5</td></tr>")
                .contains("… 3 more rows");
        assertThat(text(points)).startsWith("[Point[x=0, y=0.0], ");
        assertThat(html(points.toArray(Point[]::new))).isEqualTo(html(points));
    }

    @Test
    void rowsOfNumbersAreATable() {
        assertThat(html(new double[][] {{1, 1 / 3.0}, {Double.NaN, 4}}))
                .contains(
                        "<tr><td class=\"number\">1.0</td><td class=\"number\">0.333333</td></tr>",
                        "<tr><td class=\"number\">NaN</td><td class=\"number\">4.0</td></tr>");
        assertThat(html(List.of(List.of(1, 2), List.of(3)))).contains("<td class=\"number\">3</td><td");
        assertThat(html(new int[21][25])).contains("… 1 more row and 5 more columns");
    }

    @Test
    void aListThatIsNoTableIsText() {
        for (Object plain : List.of(List.of(), List.of(1, 2), List.of("a"), List.of(new Point(1, 1), 2), new int[3])) {
            assertThat(hasHtml(plain)).as(plain.toString()).isFalse();
        }
        assertThat(hasHtml(Collections.nCopies(2, null))).isFalse();
    }

    @Test
    void aMapIsATable() {
        assertThat(html(Map.of("k&", 1))).contains("<tr><td>k&amp;</td><td class=\"number\">1</td></tr>");
        assertThat(text(Map.of("k&", 1))).isEqualTo("{k&=1}");
        assertThat(hasHtml(Map.of())).isFalse();
        Map<Integer, Integer> many = new TreeMap<>();
        IntStream.range(0, 50).forEach(i -> many.put(i, i));
        assertThat(html(many)).contains("… 30 more rows");
    }

    @Test
    void aStreamShowsItsFirstElementsAndIsUsedUp() {
        assertThat(text(Stream.of("a", "b"))).isEqualTo("[a, b]\n(a stream, used up by showing it)");
        assertThat(text(IntStream.iterate(0, i -> i + 1))).contains("999, ... and more]");
        Stream<String> used = Stream.of("a");
        used.count();
        assertThat(text(used)).isEqualTo("A stream that was used before: it has no elements left to show.");
    }

    @Test
    void aFutureSaysHowItStands() {
        CompletableFuture<Object> future = new CompletableFuture<>();
        assertThat(text(future)).isEqualTo("CompletableFuture: not done yet");
        future.complete(new int[] {1});
        assertThat(text(future)).isEqualTo("CompletableFuture: done, [1]");
        assertThat(text(CompletableFuture.failedFuture(new IOException("gone"))))
                .isEqualTo("CompletableFuture: failed, java.io.IOException: gone");
        CompletableFuture<Object> cancelled = new CompletableFuture<>();
        cancelled.cancel(true);
        assertThat(text(cancelled)).isEqualTo("CompletableFuture: cancelled");
    }

    @Test
    void anExceptionShowsItsCausesAndALimitedTrace() {
        Exception cause = new IOException("disk");
        cause.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.io.Reader", "read", "Reader.java", 7),
            new StackTraceElement("REPL.$JShell$5", "do_it$", "$JShell$5.java", 9),
            new StackTraceElement("jdk.jshell.Inside", "invoke", null, 1)
        });
        Exception shown = new IllegalStateException("outer", cause);
        shown.setStackTrace(Collections.nCopies(50, cause.getStackTrace()[0]).toArray(StackTraceElement[]::new));
        shown.addSuppressed(new IOException("closing"));
        assertThat(text(shown))
                .startsWith("java.lang.IllegalStateException: outer\n    at java.io.Reader.read(Reader.java:7)\n")
                .contains("    ... 30 more frames (50 in all)\n    Suppressed: java.io.IOException: closing\n")
                .endsWith("Caused by: java.io.IOException: disk\n    at java.io.Reader.read(Reader.java:7)");
        Exception a = new Exception("a");
        a.initCause(new Exception("b", a));
        assertThat(text(a)).contains("Caused by: java.lang.Exception: b");
    }

    @Test
    void aClassShowsItsDeclaration() {
        assertThat(text(TimeUnit.class))
                .startsWith("public final enum java.util.concurrent.TimeUnit extends Enum<")
                .contains("    NANOSECONDS, MICROSECONDS, ")
                .contains("    long toMillis(long)")
                .contains("static java.util.concurrent.TimeUnit valueOf(String)");
        assertThat(text(String.class))
                .contains("class String implements java.io.Serializable, ", ", java.lang.constant.Constable")
                .containsPattern("\\.\\.\\. \\d+ more \\(");
        assertThat(text(int.class)).isEqualTo("int");
    }

    @Test
    void anImageIsAPng() throws IOException {
        DisplayData data = BuiltInRenderers.render(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB));
        assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo("image (3 x 2 pixels)");
        byte[] png = Base64.getDecoder().decode(data.getData(MIMEType.IMAGE_PNG).toString());
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(3);
    }

    @Test
    void thePathOfAnImageFileIsTheImage(@TempDir Path folder) throws IOException {
        Path svg = Files.writeString(folder.resolve("a.SVG"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
        assertThat(BuiltInRenderers.render(svg).hasDataForType(MIMEType.IMAGE_SVG))
                .isTrue();
        Path wrong = Files.writeString(folder.resolve("b.png"), "no image");
        assertThat(text(wrong)).isEqualTo(wrong.toString());
        assertThat(text(folder.resolve("missing.png"))).endsWith("missing.png");
        assertThat(text(Path.of("/"))).isEqualTo("/");
    }
}
