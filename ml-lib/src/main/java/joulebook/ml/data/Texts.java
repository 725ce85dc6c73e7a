package joulebook.ml.data;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import joulebook.ml.InputException;

/** The texts that come with the library, about a million characters each (sources: {@code ATTRIBUTION.md} beside the files). */
public final class Texts {

    /** How many different characters there can be: line end and the printable ASCII ones. */
    public static final int CHARACTERS = 96;

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

    /** The number of a character, from 0 for line end. */
    public static int index(char c) {
        return c == '\n' ? 0 : c - ' ' + 1;
    }

    /**
     * Examples of the next character: each window of a text, by the numbers of its characters, with the one after it.
     *
     * @param window how many characters an example has, at least 1
     * @return examples of shape (window), of {@value #CHARACTERS} classes
     * @throws InputException if the text has no character after a window
     */
    public static Dataset windows(String name, String text, int window) {
        int examples = text.length() - window;
        if (window < 1 || examples < 1) {
            throw new InputException("A text of " + text.length() + " characters has no windows of " + window
                    + " with one after: give a longer text or a smaller window of 1 at least.");
        }
        float[] features = new float[examples * window];
        int[] next = new int[examples];
        for (int i = 0; i < examples; i++) {
            for (int j = 0; j < window; j++) {
                features[i * window + j] = index(text.charAt(i + j));
            }
            next[i] = index(text.charAt(i + window));
        }
        List<String> characters = IntStream.range(0, CHARACTERS)
                .mapToObj(i -> i == 0 ? "\n" : Character.toString(' ' + i - 1))
                .toList();
        return new Dataset(name, new Shape(window), features, new Targets.Classes(next, characters));
    }
}
