package joulebook.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.DisplayDataRenderable;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaRendererTest {
    private final JavaRenderer renderer = new JavaRenderer();

    @Test
    void takesADisplayAsItIs() {
        DisplayData data = new DisplayData("mine");
        assertThat(renderer.render(data)).isSameAs(data);
    }

    @Test
    void showsNull() {
        assertThat(renderer.render(null).getData(MIMEType.TEXT_PLAIN)).isEqualTo("null");
    }

    @Test
    void showsWhatRendersItselfAndAddsText() {
        DisplayDataRenderable own = context -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> "<b>own</b>");
        DisplayData data = renderer.render(own);
        assertThat(data.getData(MIMEType.TEXT_HTML)).isEqualTo("<b>own</b>");
        assertThat(data.hasDataForType(MIMEType.TEXT_PLAIN)).isTrue();
    }

    @Test
    void whatIsRegisteredReplacesTheBuiltInWay() {
        record Point(int x, int y) {}
        renderer.createRegistration(Record.class)
                .preferring(MIMEType.TEXT_MARKDOWN)
                .register((value, context) ->
                        context.renderIfRequested(MIMEType.TEXT_MARKDOWN, () -> "**" + value + "**"));
        DisplayData data = renderer.render(new Point(1, 2));
        assertThat(data.getData(MIMEType.TEXT_MARKDOWN)).isEqualTo("**Point[x=1, y=2]**");
        assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo("Point[x=1, y=2]");
        assertThat(data.hasDataForType(MIMEType.TEXT_HTML)).isFalse();
        assertThat(renderer.render(List.of(1)).getData(MIMEType.TEXT_PLAIN)).isEqualTo("[1]");
    }

    @Test
    void aLibraryThatComesLaterBringsItsOwnRenderer(@TempDir Path jar) throws Exception {
        renderer.render(1);
        try (URLClassLoader loader = library(jar)) {
            Object money = loader.loadClass("Money").getConstructor().newInstance();
            DisplayData data = renderer.render(money);
            assertThat(data.getData(MIMEType.TEXT_HTML)).isEqualTo("<b>5 €</b>");
            assertThat(data.getData(MIMEType.TEXT_PLAIN)).isEqualTo("five");
            assertThat(renderer.render(money).getData(MIMEType.TEXT_HTML)).isEqualTo("<b>5 €</b>");
        }
    }

    private static URLClassLoader library(Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Money.java"), """
                public class Money {
                    public String toString() { return "five"; }

                    public static class Shown implements joulebook.kernel.display.ObjectRenderer<Money> {
                        public Class<Money> type() { return Money.class; }

                        public org.dflib.jjava.jupyter.kernel.display.DisplayData render(Money money) {
                            var data = new org.dflib.jjava.jupyter.kernel.display.DisplayData();
                            data.putHTML("<b>5 \\u20ac</b>");
                            return data;
                        }
                    }
                }
                """);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(status).isZero();
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ObjectRenderer.class.getName()), "Money$Shown");
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, JavaRendererTest.class.getClassLoader());
    }
}
