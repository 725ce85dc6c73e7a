package joulebook.kernel;

import java.util.Optional;
import java.util.UUID;
import joulebook.kernel.comm.Comms;
import joulebook.kernel.magic.CellText.MagicPart;
import joulebook.kernel.magic.MagicContext;
import joulebook.kernel.magic.Magics;

/** What each cell can call by its simple name. */
public final class Notebook {
    private static volatile MagicContext context;
    private static volatile Magics magics;
    private static volatile Comms comms;

    private Notebook() {}

    static void attach(MagicContext context, Magics magics, Comms comms) {
        Notebook.context = context;
        Notebook.magics = magics;
        Notebook.comms = comms;
    }

    /** Shows an object under the cell; the id that is returned can be given to {@link #update}. */
    public static String display(Object value) {
        return display(value, UUID.randomUUID().toString());
    }

    /** Shows an object under the cell, to be exchanged later by {@link #update}. */
    public static String display(Object value, String id) {
        context.display(value, id);
        return id;
    }

    /** Exchanges what was shown under the id. */
    public static void update(Object value, String id) {
        context.update(value, id);
    }

    /** Runs a line magic, such as {@code magic("energy compare bp mf")}, and returns its value (null if it has none). */
    public static Object magic(String line) throws Exception {
        String text = line.strip().replaceFirst("^%", "");
        String[] parts = text.split("\\s+", 2);
        return magics.run(new MagicPart(parts[0], parts.length > 1 ? parts[1] : "", Optional.empty()), context);
    }

    /** The comms between this session and objects in the front end, such as widgets. */
    public static Comms comms() {
        return comms;
    }
}
