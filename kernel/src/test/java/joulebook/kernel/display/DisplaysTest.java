package joulebook.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DisplaysTest {
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static Object data(DisplayData display, String type) {
        return display.getData(MIMEType.parse(type));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(Displays.html("<b>a</b>"), "text/html", "<b>a</b>"),
                Arguments.of(Displays.markdown("**a**"), "text/markdown", "**a**"),
                Arguments.of(Displays.latex("x^2"), "text/latex", "$$x^2$$"),
                Arguments.of(Displays.latex("if $x$"), "text/latex", "if $x$"),
                Arguments.of(Displays.svg("<svg/>"), "image/svg+xml", "<svg/>"),
                Arguments.of(Displays.javascript("alert(1)"), "application/javascript", "alert(1)"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aTextIsOfItsTypeAndHasAFallback(DisplayData display, String type, String content) {
        assertThat(data(display, type)).isEqualTo(content);
        assertThat(content).contains(data(display, "text/plain").toString());
    }

    @Test
    void jsonIsATreeFromTextOrObjects() {
        record Run(String name, double loss) {}
        JsonElement tree = (JsonElement) data(Displays.json("{\"a\": [1, 2]}"), "application/json");
        assertThat(tree.getAsJsonObject().getAsJsonArray("a")).hasSize(2);
        DisplayData runs = Displays.json(Map.of("runs", List.of(new Run("<bp>", 0.5))));
        assertThat(data(runs, "application/json")).hasToString("{\"runs\":[{\"name\":\"<bp>\",\"loss\":0.5}]}");
        assertThat(data(runs, "text/plain").toString()).contains("\n      \"name\": \"<bp>\",\n");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> Displays.json("{a: "))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> Displays.json(Thread.currentThread()))
                .isInstanceOf(UserError.class)
                .hasMessage("A Thread cannot be turned into JSON.");
    }

    @Test
    void imagesAreKnownByTheirBytes(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("named.wrongly"), PNG);
        String base64 = Base64.getEncoder().encodeToString(PNG);
        assertThat(data(Displays.image(PNG), "image/png")).isEqualTo(base64);
        assertThat(data(Displays.image(file), "image/png")).isEqualTo(base64);
        assertThat(data(Displays.image(file.toUri().toURL()), "image/png")).isEqualTo(base64);
        assertThat(data(Displays.image(file), "text/plain")).isEqualTo("image (" + file + ")");
        String svg = "<?xml version='1.0'?>\n<svg/>";
        assertThat(data(Displays.image(svg.getBytes()), "image/svg+xml")).isEqualTo(svg);
        assertThat(data(Displays.image("GIF89a...".getBytes()), "image/gif")).isNotNull();
        assertThat(data(Displays.image(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xee}), "image/jpeg"))
                .isNotNull();
        assertThat(data(Displays.image("RIFF\0\0\0\0WEBPVP8 ".getBytes()), "image/webp"))
                .isNotNull();
    }

    @Test
    void whatIsNoImageIsRefused(@TempDir Path folder) {
        Path missing = folder.resolve("none.png");
        assertThatThrownBy(() -> Displays.image(missing))
                .isInstanceOf(UserError.class)
                .hasMessage("The image " + missing + " cannot be read.");
        assertThatThrownBy(() -> Displays.image(missing.toUri().toURL())).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> Displays.image(new byte[] {1, 2}))
                .isInstanceOf(UserError.class)
                .hasMessage("No image that a notebook can show is in 2 bytes.");
    }
}
