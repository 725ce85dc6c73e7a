package joulebook.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The cells of this session that were stored, oldest first. */
public final class History {
    private final List<Cell> cells = new ArrayList<>();

    public synchronized void add(Cell cell) {
        cells.add(cell);
    }

    /** The last {@code n} cells; all if {@code n} is negative. */
    public synchronized List<Cell> tail(int n) {
        return last(List.copyOf(cells), n);
    }

    /** The cells with numbers from {@code start} to before {@code stop}; {@code stop <= 0} means to the end. */
    public synchronized List<Cell> range(int start, int stop) {
        return cells.stream()
                .filter(cell -> cell.number() >= start && (stop <= 0 || cell.number() < stop))
                .toList();
    }

    /** The last {@code n} cells whose whole text fits a glob with {@code *} and {@code ?}; each text once if asked for. */
    public synchronized List<Cell> search(String glob, int n, boolean unique) {
        Predicate<String> fits = glob(glob);
        List<Cell> found =
                cells.stream().filter(cell -> fits.test(cell.code())).collect(Collectors.toCollection(ArrayList::new));
        if (unique) {
            List<Cell> all = List.copyOf(found);
            found.removeIf(cell ->
                    all.stream().anyMatch(c -> c.code().equals(cell.code()) && c.number() > cell.number()));
        }
        return last(found, n);
    }

    private static List<Cell> last(List<Cell> list, int n) {
        return n < 0 || n >= list.size() ? List.copyOf(list) : List.copyOf(list.subList(list.size() - n, list.size()));
    }

    private static Predicate<String> glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }
}
