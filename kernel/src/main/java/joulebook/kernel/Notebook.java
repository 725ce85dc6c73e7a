package joulebook.kernel;

import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import joulebook.kernel.comm.Comms;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.CellText.MagicPart;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** What each cell can call by its simple name; {@link joulebook.kernel.display.Displays} has more of it. */
public final class Notebook {
    private static volatile Supplier<CellContext> context;

    private Notebook() {}

    static void attach(Supplier<CellContext> context) {
        Notebook.context = context;
    }

    /** Shows an object under the cell; the id that is returned can be given to {@link #update}. */
    public static String display(Object value) {
        return display(value, UUID.randomUUID().toString());
    }

    /** Shows an object under the cell, to be exchanged later by {@link #update}. */
    public static String display(Object value, String id) {
        context.get().display(value, id);
        return id;
    }

    /** Exchanges what was shown under the id. */
    public static void update(Object value, String id) {
        context.get().update(value, id);
    }

    /** Clears the outputs of the cell. */
    public static void clear() {
        clear(false);
    }

    /** @param wait whether to clear only when the next output comes, so that nothing flickers */
    public static void clear(boolean wait) {
        context.get().clear(wait);
    }

    /** The value that a cell has shown: {@code Out(3)} is what stands beside {@code Out[3]}. About the last 1,000 are kept. */
    public static Object Out(int cell) {
        return context.get().tools().results().of(cell);
    }

    /** The value that a cell has shown, as what it is: {@code Out(3, String.class)}. */
    public static <T> T Out(int cell, Class<T> type) {
        Object value = context.get().tools().results().of(cell);
        if (value != null && !type.isInstance(value)) {
            throw new UserError(
                    "Out(%d) is of the type %s, not %s."
                            .formatted(cell, value.getClass().getSimpleName(), type.getSimpleName()),
                    type.isPrimitive() ? "Give the wrapper type, such as Integer.class." : "");
        }
        return type.cast(value);
    }

    /** All values that cells have shown and that are kept, by the number of the cell. */
    public static Map<Integer, Object> Out() {
        return context.get().tools().results().all();
    }

    /** The value shown last (what {@code _} is elsewhere; in Java that is a keyword). */
    public static Object last() {
        return last(1);
    }

    /** The n-th last value that was shown; {@code last(1)} is {@code last()}. */
    public static Object last(int n) {
        return context.get().tools().results().last(n);
    }

    /** Decides how objects are shown: {@code renderer().createRegistration(Mine.class).register(...)} adds a way. */
    public static Renderer renderer() {
        return context.get().tools().renderer();
    }

    /** Runs a line magic, such as {@code magic("energy compare bp mf")}, and returns its value (null if it has none). */
    public static Object magic(String line) throws Exception {
        return context.get().magic(MagicPart.of(line));
    }

    /** The comms between this session and objects in the front end, such as widgets. */
    public static Comms comms() {
        return context.get().tools().comms();
    }
}
