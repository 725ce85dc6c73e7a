package joulebook.kernel.magic.general;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import joulebook.kernel.TestNotebook;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileMagicsTest {
    private final TestNotebook notebook = new TestNotebook();

    @TempDir
    private Path directory;

    @BeforeEach
    void enter() {
        assertThat(notebook.run("%cd '" + directory + "'")).isEqualTo(directory.toString());
    }

    @AfterEach
    void close() {
        notebook.close();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    @Test
    void theDirectoryChanges() throws IOException {
        Files.createDirectory(directory.resolve("a b"));
        assertThat(notebook.run("%cd 'a b'")).isEqualTo(directory.resolve("a b").toString());
        assertThat(notebook.run("%pwd")).isEqualTo(directory.resolve("a b").toString());
        assertThat(notebook.run("%cd -")).isEqualTo(directory.toString());
        assertThat(notebook.run("%cd")).isEqualTo(System.getProperty("user.home"));
        assertThat(notebook.run("%cd -")).isEqualTo(directory.toString());
        assertThat(notebook.mistake("%cd nosuch")).contains("There is no directory " + directory.resolve("nosuch"));
        write("file", "four");
        assertThat(notebook.run("%ls")).containsSubsequence("a b/", "file", "4 B");
        assertThat(notebook.run("%ls file")).contains("4 B").doesNotContain("a b");
        assertThat(notebook.mistake("%ls nosuch")).contains("%ls cannot list").contains("there is no such file");
    }

    @Test
    void theEnvironmentIsThatOfBash() {
        notebook.run("%env JOULEBOOK_TEST='a b'");
        assertThat(notebook.run("%env JOULEBOOK_TEST")).isEqualTo("a b");
        notebook.run("%%bash\necho \"$JOULEBOOK_TEST $PWD\"");
        assertThat(notebook.printed("stdout")).isEqualTo("a b " + directory + "\n");
        assertThat(notebook.run("%env")).contains("JOULEBOOK_TEST", "PATH");
        assertThat(notebook.mistake("%env NO_SUCH_THING")).contains("there is no variable NO_SUCH_THING");
        assertThat(notebook.mistake("%env =3")).contains("is no name");
    }

    @Test
    void filesAreWritten() throws IOException {
        Path file = directory.resolve("new/file.txt");
        assertThat(notebook.run("%%writefile new/file.txt\na {x}\n%who\n")).isEqualTo("Wrote " + file);
        assertThat(Files.readString(file)).isEqualTo("a {x}\n%who\n");
        assertThat(notebook.run("%%writefile -a new/file.txt\nb")).isEqualTo("Added to " + file);
        assertThat(Files.readString(file)).isEqualTo("a {x}\n%who\nb");
        assertThat(notebook.run("%%writefile new/file.txt\nc")).isEqualTo("Overwrote " + file);
        assertThat(Files.readString(file)).isEqualTo("c");
        assertThat(notebook.mistake("%%writefile new\nc")).contains("%writefile cannot write");
    }

    @Test
    void aFileIsLoadedInPlaceOfTheCell() throws IOException {
        write("code.jsh", "one\r\ntwo\nthree\n");
        notebook.run("%load code.jsh");
        JsonObject payload = notebook.payloads().get(0);
        assertThat(payload.get("source").getAsString()).isEqualTo("set_next_input");
        assertThat(payload.get("text").getAsString()).isEqualTo("// %load code.jsh\none\ntwo\nthree\n");
        assertThat(payload.get("replace").getAsBoolean()).isTrue();
        notebook.run("%load code.jsh --lines 2-9");
        assertThat(notebook.payloads().get(0).get("text").getAsString()).endsWith(".jsh\ntwo\nthree");
        assertThat(notebook.mistake("%load nosuch.java"))
                .isEqualTo("%load cannot read nosuch.java: there is no such file."
                        + " The notebook's directory is what %pwd shows.");
        assertThat(notebook.mistake("%load code.jsh --lines 9")).contains("%load: there are no lines 9");
        assertThat(notebook.mistake("%load code.jsh --lines x")).contains("must be a number or a range");
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(notebook.mistake("%load binary")).contains("it is not text in UTF-8");
    }

    @Test
    void aTextIsLoadedFromTheWeb() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/code", exchange -> {
            byte[] text = "from the web".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        String host = "http://localhost:" + server.getAddress().getPort();
        try {
            notebook.run("%load " + host + "/code");
            assertThat(notebook.payloads().get(0).get("text").getAsString()).endsWith("\nfrom the web");
            assertThat(notebook.mistake("%load " + host + "/nosuch")).contains("the server answered with status 404");
        } finally {
            server.stop(0);
        }
        assertThat(notebook.mistake("%load " + host + "/code")).startsWith("%load cannot read " + host);
        assertThat(notebook.mistake("%load 'http://a b/'")).contains("it is not an address");
    }

    @Test
    void filesAreRun() throws IOException {
        write("Main.java", """
                package some.where;

                public class Main {
                    public static void main(String[] arguments) {
                        System.out.println(String.join("+", arguments));
                    }
                }
                """);
        assertThat(notebook.run("%run Main.java 'a \"b' c")).isEmpty();
        assertThat(notebook.printed("stdout")).isEqualTo("a \"b+c\n");
        write("script.jsh", "int script = 20;\n%env RUN=yes\nscript + 1");
        assertThat(notebook.run("%run script.jsh")).isEqualTo("21");
        assertThat(notebook.run("%env RUN")).isEqualTo("yes");
        write("other.ipynb", """
                {"cells": [{"cell_type": "markdown", "source": "text"},
                           {"cell_type": "code", "source": ["int cell = 40;\\n", "cell++;"]},
                           {"cell_type": "code", "source": "cell + 1"}]}""");
        assertThat(notebook.run("%run other.ipynb")).isEqualTo("42");
        write("wrong.jsh", "int a = 1;\nint b = nosuch;");
        assertThat(notebook.run("%run wrong.jsh")).startsWith("wrong.jsh, line 2");
        write("wrong.ipynb", "[1]");
        assertThat(notebook.mistake("%run wrong.ipynb")).contains("it is not a notebook");
        assertThat(notebook.mistake("%run nosuch.java")).contains("there is no such file");
        assertThat(notebook.mistake("%run a.txt")).contains("does not know what to do");
    }

    @Test
    void aCellIsShownAsWhatItIs() {
        assertThat(notebook.run("%%html\n<b>{x}</b>")).isEqualTo("<b>{x}</b>");
        assertThat(notebook.data(MIMEType.TEXT_HTML)).isEqualTo("<b>{x}</b>");
        notebook.run("%%markdown\n*a*");
        assertThat(notebook.data(MIMEType.TEXT_MARKDOWN)).isEqualTo("*a*");
        notebook.run("%%latex\n$a$");
        assertThat(notebook.data(MIMEType.TEXT_LATEX)).isEqualTo("$a$");
        notebook.run("%%svg\n<svg/>");
        assertThat(notebook.data(MIMEType.IMAGE_SVG)).isEqualTo("<svg/>");
        notebook.run("%%javascript\n1");
        assertThat(notebook.data(MIMEType.APPLICATION_JAVASCRIPT)).isEqualTo("1");
        assertThat(notebook.mistake("%html")).contains("%%html");
    }
}
