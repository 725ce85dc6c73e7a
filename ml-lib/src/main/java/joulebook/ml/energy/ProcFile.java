package joulebook.ml.energy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file of Linux's {@code /proc}. */
final class ProcFile {

    private ProcFile() {}

    /** Its text; empty on other systems. */
    static Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    /** The bytes that a line such as {@code VmRSS:  1234 kB} tells; empty if there is no such line. */
    static Optional<Long> bytes(String text, String key) {
        return text.lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }
}
