package joulebook.kernel.magic;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import joulebook.kernel.error.UserError;

/**
 * The directory and the environment that magics work in. Neither can be changed for a running JVM: Java's own relative
 * paths and {@link System#getenv} stay as they were when the kernel started.
 */
public final class Workspace {
    private final Map<String, String> changed = new ConcurrentHashMap<>();
    private volatile Path directory = Path.of("").toAbsolutePath();
    private volatile Path previous = directory;

    /** The notebook's directory, absolute. */
    public Path directory() {
        return directory;
    }

    /** A path seen from the notebook's directory; {@code ~} is the user's home. */
    public Path resolve(String path) {
        String home = System.getProperty("user.home");
        try {
            return directory
                    .resolve(path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path)
                    .normalize();
        } catch (InvalidPathException e) {
            throw new UserError("'" + path + "' is not a path: " + e.getReason() + ".");
        }
    }

    /** Changes the directory; {@code -} goes back to the one before. */
    public void change(String path) {
        Path wanted = path.equals("-") ? previous : resolve(path);
        if (!Files.isDirectory(wanted)) {
            throw new UserError("There is no directory " + wanted + ".", "%ls shows what is here.");
        }
        previous = directory;
        directory = wanted;
    }

    /** The environment of the processes that magics start. */
    public Map<String, String> environment() {
        Map<String, String> all = new TreeMap<>(System.getenv());
        all.putAll(changed);
        return all;
    }

    /** Sets a variable of the environment of the processes that magics start. */
    public void setVariable(String name, String value) {
        changed.put(name, value);
    }
}
