package joulebook.ml.method;

import java.util.function.Function;

/**
 * A method that can be named.
 *
 * @param kind what it is: an interface such as {@code Pruner}
 * @param name such as {@code lamp}; lower case
 * @param summary one line for lists and completion
 * @param settings its settings with their defaults, such as {@code beta=0.98,steps=100}; empty if it has none
 * @param make makes one
 */
public record Method<T>(Class<T> kind, String name, String summary, String settings, Function<Settings, T> make) {

    /** One without settings. */
    public static <T> Method<T> of(Class<T> kind, String name, String summary, Function<Settings, T> make) {
        return new Method<>(kind, name, summary, "", make);
    }
}
