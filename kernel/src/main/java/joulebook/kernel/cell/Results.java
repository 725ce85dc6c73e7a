package joulebook.kernel.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import joulebook.kernel.error.UserError;

/** The values that cells have shown, by the number of the cell: the last {@value #KEPT} of them. */
public final class Results {
    private static final int KEPT = 1_000;

    private final Map<Integer, Object> values = new LinkedHashMap<>();

    /** Keeps the value that a cell has shown; it may be null. */
    public synchronized void add(int cell, Object value) {
        values.remove(cell);
        values.put(cell, value);
        if (values.size() > KEPT) {
            values.remove(values.keySet().iterator().next());
        }
    }

    /** The value that a cell has shown. */
    public synchronized Object of(int cell) {
        if (!values.containsKey(cell)) {
            throw new UserError(
                    "Cell " + cell + " has shown no value that is still kept.",
                    values.isEmpty() ? "No cell has yet." : "The cells " + brief(values.keySet()) + " have.");
        }
        return values.get(cell);
    }

    /** The n-th last value; 1 is the latest. */
    public synchronized Object last(int n) {
        if (n < 1 || n > values.size()) {
            throw new UserError("There is no last value number " + n + ": " + values.size() + " are kept.");
        }
        return List.copyOf(values.keySet()).stream()
                .skip(values.size() - (long) n)
                .map(this::of)
                .iterator()
                .next();
    }

    /** All values that are kept, oldest first. */
    public synchronized Map<Integer, Object> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Forgets them all. */
    public synchronized void clear() {
        values.clear();
    }

    private static String brief(Iterable<Integer> cells) {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (int cell : cells) {
            text.append(count == 0 ? "" : ", ").append(count == 10 ? "..." : String.valueOf(cell));
            if (count++ == 10) {
                break;
            }
        }
        return text.toString();
    }
}
