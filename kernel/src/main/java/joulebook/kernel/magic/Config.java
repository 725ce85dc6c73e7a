package joulebook.kernel.magic;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import joulebook.kernel.error.UserError;

/** The kernel's settings, by key; whoever reads a setting registers it. */
public final class Config {
    private final Map<String, Setting<?>> byKey = new TreeMap<>();

    /** A value that the user can change while the kernel runs. */
    public static final class Setting<T> {
        private final String key;
        private final String description;
        private final Function<String, T> parser;
        private volatile T value;

        private Setting(String key, String description, T value, Function<String, T> parser) {
            this.key = key;
            this.description = description;
            this.parser = parser;
            this.value = value;
        }

        public String key() {
            return key;
        }

        public String description() {
            return description;
        }

        public T value() {
            return value;
        }

        private void set(String text) {
            try {
                value = parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new UserError("%config: '" + text + "' is no value of " + key + ".", "It is: " + description);
            }
        }
    }

    /**
     * Adds a setting.
     *
     * @param description what it does, and which values it takes
     * @param parser makes a value of text; throws IllegalArgumentException for what is none
     */
    public synchronized <T> Setting<T> register(String key, String description, T value, Function<String, T> parser) {
        Setting<T> setting = new Setting<>(key, description, value, parser);
        byKey.put(key, setting);
        return setting;
    }

    /** All settings, by key. */
    public synchronized Collection<Setting<?>> settings() {
        return List.copyOf(byKey.values());
    }

    /** Changes a setting. */
    public synchronized void set(String key, String text) {
        get(key).set(text);
    }

    /** The setting with a key. */
    public synchronized Setting<?> get(String key) {
        if (!byKey.containsKey(key)) {
            throw new UserError(
                    "%config: there is no setting " + key + ".",
                    "There are: " + String.join(", ", byKey.keySet()) + ".");
        }
        return byKey.get(key);
    }

    /** For settings that are {@code on} or {@code off}. */
    public static boolean onOff(String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }
}
