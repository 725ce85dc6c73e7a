package joulebook.kernel.display;

import java.util.Collections;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;

/**
 * Renders any object: by what was registered for its class or for one above it, by an {@link ObjectRenderer} that its
 * library brings, or in the built-in way of its type.
 */
public final class JavaRenderer extends Renderer {
    private final Set<Class<?>> seen = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final Set<Class<?>> services = ConcurrentHashMap.newKeySet();

    public JavaRenderer() {
        createRegistration(Object.class)
                .register((value, context) -> context.getOutputContainer().assign(BuiltInRenderers.render(value)));
        load(JavaRenderer.class.getClassLoader());
    }

    @Override
    public DisplayData render(Object value) {
        if (value instanceof DisplayData data) {
            return data;
        }
        if (value == null) {
            return new DisplayData("null");
        }
        ClassLoader loader = value.getClass().getClassLoader();
        if (loader != null && loader != JavaRenderer.class.getClassLoader() && seen.add(value.getClass())) {
            load(loader); // its jar may have come after the start, and bring a renderer
        }
        return super.render(value);
    }

    @Override
    protected DisplayData finalizeDisplayData(DisplayData data, Object value) {
        if (!data.hasDataForType(MIMEType.TEXT_PLAIN)) {
            data.putText(ObjectText.of(value));
        }
        return data;
    }

    @SuppressWarnings("rawtypes") // a class literal cannot name ObjectRenderer<?>
    private void load(ClassLoader loader) {
        for (ServiceLoader.Provider<ObjectRenderer> found :
                ServiceLoader.load(ObjectRenderer.class, loader).stream().toList()) {
            if (services.add(found.type())) {
                found.get().registerWith(this);
            }
        }
    }
}
