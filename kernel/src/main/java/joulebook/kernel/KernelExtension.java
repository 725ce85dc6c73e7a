package joulebook.kernel;

import java.util.List;
import java.util.function.Consumer;
import joulebook.kernel.cell.CellListener;
import joulebook.kernel.display.Output;
import joulebook.kernel.magic.Config;
import joulebook.kernel.magic.Magics;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** Adds magics, renderers and listeners to a kernel; found by {@link java.util.ServiceLoader}. */
public interface KernelExtension {
    /**
     * What an extension can add to.
     *
     * @param interrupt interrupts the cell that runs, as the user can
     */
    record Registry(
            Magics magics,
            Renderer renderer,
            Consumer<CellListener> listeners,
            Output output,
            Config config,
            Runnable interrupt) {}

    /** Adds what it has to add. Called once, before the first request; to be quick. */
    void install(Registry registry);

    /** Imports for the start of the session, such as {@code java.util.*}. */
    default List<String> imports() {
        return List.of();
    }

    /** Slow preparation for the first cell, done in the background while the session starts. */
    default void warmUp() {}
}
