package joulebook.kernel.cell;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import joulebook.kernel.cell.History.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cells of all sessions, a JSON object a line. Kernels that run at the same time share it: each takes a session
 * number of its own and writes whole lines under a lock. A file that cannot be used costs no cell: it is said in the
 * log, once, and the history is that of this session alone.
 */
public final class HistoryFile {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryFile.class);
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    /** A file larger than this loses its older half when a session begins. */
    private static final long MAX_BYTES = 8L << 20;

    private Optional<Path> path;
    private int session;

    private HistoryFile(Optional<Path> path) {
        this.path = path;
    }

    /** @param path the file; made, with its folder, when the first cell is stored */
    public static HistoryFile at(Path path) {
        return new HistoryFile(Optional.of(path));
    }

    /** A history that no file keeps. */
    public static HistoryFile none() {
        return new HistoryFile(Optional.empty());
    }

    /**
     * The file that the environment names: {@code JOULEBOOK_HISTORY} is its path, or {@code off}; else it is
     * {@code joulebook/history.jsonl} in the user's data folder.
     */
    public static HistoryFile ofUser() {
        String chosen = System.getenv("JOULEBOOK_HISTORY");
        if (chosen != null && !chosen.isBlank()) {
            return chosen.equals("off") ? none() : at(Path.of(chosen));
        }
        return at(userFolder().resolve("history.jsonl"));
    }

    /** The folder {@code joulebook} in the user's data folder; it may not be there yet. */
    public static Path userFolder() {
        String xdg = System.getenv("XDG_DATA_HOME");
        String windows = System.getenv("APPDATA");
        Path data = xdg != null && !xdg.isBlank()
                ? Path.of(xdg)
                : windows != null ? Path.of(windows) : Path.of(System.getProperty("user.home"), ".local", "share");
        return data.resolve("joulebook");
    }

    /** The number of this session; the first call takes it. */
    int session() {
        if (session == 0) {
            session = 1;
            locked(channel -> {
                List<Entry> entries = read();
                session = 1 + entries.stream().mapToInt(Entry::session).max().orElse(0);
                if (channel.size() > MAX_BYTES) {
                    List<Entry> kept = entries.subList(entries.size() / 2, entries.size());
                    channel.truncate(0);
                    write(channel, kept.stream().map(HistoryFile::line).collect(Collectors.joining()));
                }
                write(channel, line(new Entry(session, 0, ""))); // no cell: takes the number
            });
        }
        return session;
    }

    void append(Entry entry) {
        locked(channel -> write(channel, line(entry)));
    }

    /** The cells of all sessions, oldest first, and at each session's start an entry with line 0. */
    List<Entry> read() {
        if (path.isEmpty()) {
            return List.of();
        }
        try (BufferedReader lines = Files.newBufferedReader(path.get())) {
            return lines.lines()
                    .map(HistoryFile::entry)
                    .filter(Objects::nonNull)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            giveUp(e);
            return List.of();
        }
    }

    private interface Use {
        void with(FileChannel channel) throws IOException;
    }

    private void locked(Use use) {
        if (path.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(path.get().toAbsolutePath().getParent());
            try (FileChannel channel =
                            FileChannel.open(path.get(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                use.with(channel);
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    private void giveUp(Exception e) {
        LOG.warn("The history file {} cannot be used: {}", path.get(), e.toString());
        path = Optional.empty();
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        channel.position(channel.size());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String line(Entry entry) {
        return GSON.toJson(entry) + "\n";
    }

    private static Entry entry(String line) {
        try {
            Entry entry = GSON.fromJson(line, Entry.class);
            return entry == null || entry.code() == null ? null : entry;
        } catch (JsonParseException e) {
            return null;
        }
    }
}
