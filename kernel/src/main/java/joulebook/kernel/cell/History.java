package joulebook.kernel.cell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The stored cells of this session and, from a file, of the sessions before it; oldest first. */
public final class History {
    private final HistoryFile file;
    private final List<Entry> own = new ArrayList<>();

    /** @param file where the cells of all sessions go */
    public History(HistoryFile file) {
        this.file = file;
    }

    /**
     * A cell that was run.
     *
     * @param session the number of its session, from 1
     * @param line its execution count
     */
    public record Entry(int session, int line, String code) {}

    /** Adds a cell of this session. */
    public synchronized void add(Cell cell) {
        Entry entry = new Entry(file.session(), cell.number(), cell.code());
        own.add(entry);
        file.append(entry);
    }

    /** The last {@code n} cells of all sessions; all if {@code n} is negative. */
    public synchronized List<Entry> tail(int n) {
        return n >= 0 && n <= own.size() ? last(own, n) : last(all(), n);
    }

    /**
     * The cells of a session with numbers from {@code start} to before {@code stop}; {@code stop <= 0} means to the
     * end.
     *
     * @param session its number; 0 for this session, -1 for the one before, and so on
     */
    public synchronized List<Entry> range(int session, int start, int stop) {
        int wanted = session > 0 ? session : file.session() + session;
        return (wanted == file.session() ? own : all())
                .stream()
                        .filter(entry -> entry.session() == wanted
                                && entry.line() >= start
                                && (stop <= 0 || entry.line() < stop))
                        .toList();
    }

    /** The last {@code n} cells whose whole text fits a glob with {@code *} and {@code ?}; each text once if asked for. */
    public synchronized List<Entry> search(String glob, int n, boolean unique) {
        Predicate<String> fits = Glob.of(glob);
        Stream<Entry> found = all().stream().filter(entry -> fits.test(entry.code()));
        if (unique) {
            Map<String, Entry> latest = new LinkedHashMap<>();
            found.forEach(entry -> {
                latest.remove(entry.code()); // the latest counts, in its own place
                latest.put(entry.code(), entry);
            });
            found = latest.values().stream();
        }
        return last(found.toList(), n);
    }

    private List<Entry> all() {
        return Stream.concat(
                        file.read().stream().filter(entry -> entry.line() > 0 && entry.session() != file.session()),
                        own.stream())
                .toList();
    }

    private static List<Entry> last(List<Entry> list, int n) {
        return n < 0 || n >= list.size() ? List.copyOf(list) : List.copyOf(list.subList(list.size() - n, list.size()));
    }
}
