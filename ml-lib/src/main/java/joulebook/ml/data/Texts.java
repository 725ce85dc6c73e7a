package joulebook.ml.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import joulebook.ml.InputException;

/** The texts that come with the library, about a million characters each (sources: {@code ATTRIBUTION.md} beside the files). */
public final class Texts {

    private Texts() {}

    /** The names that {@link #load} knows. */
    public static List<String> names() {
        return List.of("moby-dick", "state-of-the-union", "java-source");
    }

    /**
     * A text of printable ASCII characters and line ends.
     *
     * @throws InputException if no text has that name
     */
    public static String load(String name) {
        if (!names().contains(name)) {
            throw new InputException(
                    "There is no text \"" + name + "\": choose one of " + String.join(", ", names()) + ".");
        }
        try (InputStream in = new GZIPInputStream(Texts.class.getResourceAsStream(name + ".txt.gz"))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the text " + name, e);
        }
    }
}
