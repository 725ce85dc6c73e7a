package joulebook.ml.energy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of Linux's {@code /proc} that is read again and again, some times a second for as long as the process lives. So it
 * stays open, and is read without the machinery of streams and patterns, which the JVM would interpret at that rate.
 * Nor through a channel, which the interrupt of a thread would close.
 */
final class ProcFile {

    private static final int ENOUGH = 4096;

    private final RandomAccessFile file;
    private final byte[] bytes = new byte[ENOUGH];

    private ProcFile(RandomAccessFile file) {
        this.file = file;
    }

    /** Empty on other systems. */
    static Optional<ProcFile> open(String path) {
        try {
            return Optional.of(new ProcFile(new RandomAccessFile(path, "r")));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    /** A file's whole text, for once; empty on other systems. */
    static Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    /** So many whole numbers behind the first occurrence of a word; empty if they are not there. */
    synchronized Optional<long[]> numbersAfter(String word, int count) {
        try {
            file.seek(0);
            int length = file.read(bytes);
            String text = new String(bytes, 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
            int at = text.indexOf(word);
            return at < 0 ? Optional.empty() : numbers(text, at + word.length(), count);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static Optional<long[]> numbers(String text, int from, int count) {
        long[] numbers = new long[count];
        int at = from;
        for (int i = 0; i < count; i++) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int start = at;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                numbers[i] = 10 * numbers[i] + text.charAt(at++) - '0';
            }
            if (at == start) {
                return Optional.empty();
            }
        }
        return Optional.of(numbers);
    }
}
