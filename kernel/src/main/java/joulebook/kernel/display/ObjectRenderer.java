package joulebook.kernel.display;

import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/**
 * Shows objects of one type. A library brings its own as a service ({@link java.util.ServiceLoader}); it is found when
 * the kernel starts, or when an object of a class from the same class loader is first shown.
 *
 * @param <T> what it can show; subtypes are shown by it too, unless a renderer is registered for them
 */
public interface ObjectRenderer<T> {
    /** The class or interface that it shows. */
    Class<T> type();

    /** The object in one MIME type or several; plain text is added where it is missing. */
    DisplayData render(T value);

    /** Lets a renderer use this one. */
    default void registerWith(Renderer renderer) {
        renderer.createRegistration(type())
                .register((value, context) -> context.getOutputContainer().assign(render(value)));
    }
}
