package joulebook.magics.ledger;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import joulebook.kernel.cell.HistoryFile;

/** The ledgers of one notebook: a file a session, named after its start and its process. */
record LedgerFolder(Path path) {
    private static final String SUFFIX = ".jsonl";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final int KEY_LENGTH = 8;

    /**
     * The folder of the notebook that an environment tells of. {@code JOULEBOOK_LEDGER} names the folder of all
     * notebooks; else it is {@code joulebook/ledger} in the user's data folder. Jupyter names the notebook in {@code
     * JPY_SESSION_NAME}; where it does not, the working folder stands for it.
     *
     * @param working the working folder
     */
    static LedgerFolder of(Map<String, String> environment, Path working) {
        String chosen = environment.getOrDefault("JOULEBOOK_LEDGER", "");
        Path all = chosen.isBlank() ? HistoryFile.userFolder().resolve("ledger") : Path.of(chosen);
        String notebook = environment.getOrDefault("JPY_SESSION_NAME", "");
        String readable = notebook.isEmpty() ? String.valueOf(working.getFileName()) : notebook;
        String key = Hashing.sha256()
                .hashString(working + "\n" + notebook, StandardCharsets.UTF_8)
                .toString()
                .substring(0, KEY_LENGTH);
        String name = readable.replaceFirst("^.*[/\\\\]", "").replaceAll("[^\\w.-]", "_") + "-" + key;
        return new LedgerFolder(all.toAbsolutePath().resolve(name));
    }

    /** A file for a session that starts now. */
    LedgerFile newFile() {
        String name = TIME.format(Instant.now()) + "-" + ProcessHandle.current().pid();
        return new LedgerFile(path.resolve(name + SUFFIX));
    }

    /** The files of all sessions, the oldest first. */
    List<LedgerFile> files() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(LedgerFile::new)
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
    }
}
