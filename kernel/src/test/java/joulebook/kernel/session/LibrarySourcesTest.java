package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibrarySourcesTest {
    private static final String SOURCE = """
            package some.pack;
            import java.util.*;
            /** The class. */
            public class Sums<T> {
                /** The field. */
                public static final int ZERO = 0;
                /** The constructor. */
                public Sums(int... start) {}
                /** Of numbers. */
                public <N extends Number> N add(Map<String, N> a, int b) { return null; }
                /** Of texts. */
                public String add(java.util.List<? super String> a, int b) { return null; }
                public void bare() {}
                /** The inner class. */
                public static class Inner {
                    /** Of the inner class. */
                    void bare() {}
                }
            }
            """;

    @TempDir
    Path folder;

    private LibrarySources sources;

    @BeforeEach
    void write() throws IOException {
        Path jar = folder.resolve("sums-1.0.jar");
        Files.write(jar, new byte[0]);
        Files.write(folder.resolve("broken-sources.jar"), new byte[] {1, 2, 3});
        try (OutputStream file = Files.newOutputStream(folder.resolve("sums-1.0-sources.jar"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("some/pack/Sums.java"));
            zip.write(SOURCE.getBytes(StandardCharsets.UTF_8));
        }
        sources = new LibrarySources(() -> List.of(folder.resolve("broken.jar"), jar));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "some.pack.Sums<T>                                        | The class.",
                "Sums(int... start)                                       | The constructor.",
                "Sums.ZERO                                                | The field.",
                "N Sums<T>.<N>add(Map<String, N> a, int b)                | Of numbers.",
                "String Sums<T>.add(java.util.List<? super String>, int)  | Of texts.",
                "void Sums.Inner.bare()                                   | Of the inner class.",
            })
    void findsTheCommentOfASignature(String signature, String comment) {
        assertThat(sources.comment(signature).map(String::strip)).contains(comment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"void Sums.bare()", "int Sums.add()", "void Unknown.bare()", "other.pack.Sums", "local", ""})
    void findsNothingWhereThereIsNothing(String signature) {
        assertThat(sources.comment(signature)).isEmpty();
    }

    @Test
    void readsTheSourcesOfAProjectsOwnClasses() {
        assertThat(sources.comment("String Notebook.display(Object value, String id)"))
                .hasValueSatisfying(comment -> assertThat(comment).contains("Shows an object under the cell"));
    }
}
