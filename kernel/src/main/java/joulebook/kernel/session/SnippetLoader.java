package joulebook.kernel.session;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Defines classes of snippets, and holds those that they name: the JVM looks for these at their first use only. */
final class SnippetLoader extends URLClassLoader {
    private final Function<String, Class<?>> session;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> used = new ConcurrentHashMap<>();

    /** @param session what a name means in the session now; null if nothing */
    SnippetLoader(ClassLoader parent, Function<String, Class<?>> session) {
        super(new URL[0], parent);
        this.session = session;
    }

    /**
     * Gets classes to define when they are asked for.
     *
     * @param classFiles by name
     * @param others classes of other loaders that these name
     */
    void add(Map<String, byte[]> classFiles, Map<String, Class<?>> others) {
        files.putAll(classFiles);
        used.putAll(others);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = used.getOrDefault(name, findLoadedClass(name));
            if (known != null) {
                return known;
            }
            byte[] file = files.get(name);
            return file == null ? super.loadClass(name, resolve) : defineClass(name, file, 0, file.length);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> found = session.apply(name);
        return found == null ? super.findClass(name) : found;
    }

    /** Classes are found as resources, too: libraries read them. */
    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] file = files.get(name.replace('/', '.').replaceFirst("\\.class$", ""));
        return file == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(file);
    }

    @Override
    public void addURL(URL url) {
        super.addURL(url);
    }
}
