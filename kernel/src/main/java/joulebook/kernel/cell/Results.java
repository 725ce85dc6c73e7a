package joulebook.kernel.cell;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joulebook.kernel.error.UserError;

/**
 * The values that cells have shown, by the number of the cell: the last {@value #LATEST} of them, and before those the
 * last {@value #OLDER} as long as memory is not short.
 */
public final class Results {
    private static final int LATEST = 20;
    private static final int OLDER = 1_000;
    private static final int NAMED = 10;

    private final Map<Integer, Object> latest = new LinkedHashMap<>();
    private final Map<Integer, SoftReference<Object>> older = new LinkedHashMap<>();

    /** Keeps the value that a cell has shown; it may be null. */
    public synchronized void add(int cell, Object value) {
        latest.remove(cell);
        latest.put(cell, value);
        if (latest.size() > LATEST) {
            int oldest = latest.keySet().iterator().next();
            older.put(oldest, new SoftReference<>(latest.remove(oldest)));
        }
        if (older.size() > OLDER) {
            older.remove(older.keySet().iterator().next());
        }
    }

    /** The value that a cell has shown. */
    public synchronized Object of(int cell) {
        Map<Integer, Object> all = all();
        if (!all.containsKey(cell)) {
            throw new UserError(
                    "Cell " + cell + " has shown no value that is still kept.",
                    all.isEmpty() ? "No cell has yet." : "Kept are those of: " + lastOf(all) + ".");
        }
        return all.get(cell);
    }

    /** The n-th last value; 1 is the latest. */
    public synchronized Object last(int n) {
        List<Object> all = new ArrayList<>(all().values());
        if (n < 1 || n > all.size()) {
            throw new UserError("There is no last value number " + n + ": " + all.size() + " are kept.");
        }
        return all.get(all.size() - n);
    }

    /** All values that are kept, oldest first. */
    public synchronized Map<Integer, Object> all() {
        Map<Integer, Object> all = new LinkedHashMap<>();
        older.forEach((cell, reference) -> {
            Object value = reference.get();
            if (value != null) {
                all.put(cell, value);
            }
        });
        all.putAll(latest);
        return Collections.unmodifiableMap(all);
    }

    /** Forgets them all. */
    public synchronized void clear() {
        latest.clear();
        older.clear();
    }

    private static String lastOf(Map<Integer, Object> all) {
        String named = all.keySet().stream()
                .skip(Math.max(0, all.size() - NAMED))
                .map(cell -> "cell " + cell)
                .collect(Collectors.joining(", "));
        return all.size() > NAMED ? "..., " + named : named;
    }
}
