package joulebook.magics.ledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/** The rows of one session, a JSON object a line. A row is in the file as soon as it is appended. */
record LedgerFile(Path path) {
    /** Adds a row; the file is made, with its folder, for the first. */
    void append(Row row) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, row.toJson() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The rows so far; a line that is none is left out. */
    List<Row> rows() throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            return lines.lines().map(Row::parse).flatMap(Optional::stream).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
