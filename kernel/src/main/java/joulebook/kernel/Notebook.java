package joulebook.kernel;

import java.util.UUID;
import java.util.function.Supplier;
import joulebook.kernel.magic.CellText.MagicPart;

/** What each cell can call by its simple name. */
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

    /** Runs a line magic, such as {@code magic("energy compare bp mf")}, and returns its value (null if it has none). */
    public static Object magic(String line) throws Exception {
        return context.get().magic(MagicPart.of(line));
    }
}
