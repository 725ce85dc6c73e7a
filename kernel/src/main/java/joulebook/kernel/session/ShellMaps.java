package joulebook.kernel.session;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/** What a JShell keeps of each snippet, reached by reflection: the same in JDK 17 to 25. */
final class ShellMaps {
    private static final Field KEY = field(Snippet.class, "key");
    private static final Field OUTER = field(Snippet.class, "outer");
    private static final Field DIAGNOSTICS = field(Snippet.class, "diagnostics");
    private static final Class<?> OUTER_CLASS = type("OuterSnippetsClassWrap");
    private static final Class<?> TEXT_CLASS = type("Wrap$CompoundWrap");
    private static final Field TEXT = field(OUTER_CLASS.getSuperclass(), "w");
    private static final Field SNIPPETS = field(OUTER_CLASS, "wrapToSnippet");
    private static final Field PARTS = field(TEXT_CLASS, "os");
    private static final Constructor<?> NEW_TEXT = constructor(TEXT_CLASS, Object[].class);
    private static final Constructor<?> NEW_OUTER =
            constructor(OUTER_CLASS, String.class, TEXT_CLASS, List.class, List.class);

    private final Map<String, ?> compiled;
    private final Map<String, ?> loaded;
    private final Set<Snippet> snippets;
    private final List<Snippet> byIndex;
    private final List<Map<String, ?>> keys = new ArrayList<>();
    private final Map<String, Object> outers;

    /** @throws IllegalStateException if the JDK keeps these things elsewhere, or does not let us reach them */
    ShellMaps(JShell shell) {
        compiled = reach(shell, "taskFactory", "fileManager", "classObjects");
        loaded = reach(shell, "classTracker", "map");
        snippets = reach(shell, "maps", "snippets");
        byIndex = reach(shell, "maps", "keyIndexToSnippet");
        for (String kind : List.of("classMap", "methodMap", "varMap", "importMap")) {
            keys.add(reach(shell, "keyMap", kind));
        }
        outers = reach(shell, "outerMap", "classOuters");
    }

    /** Forgets class files. */
    void removeClassFiles(Predicate<String> unused) {
        compiled.keySet().removeIf(unused);
        loaded.keySet().removeIf(unused);
    }

    /** Forgets all other snippets. What is declared under such a name later gets a number, and so classes, of its own. */
    void keepOnly(Collection<Snippet> living) {
        Set<Snippet> kept = identities(living);
        snippets.retainAll(kept);
        byIndex.replaceAll(snippet -> kept.contains(snippet) ? snippet : null);
        Set<Object> keptKeys =
                identities(living.stream().map(snippet -> get(KEY, snippet)).toList());
        keys.forEach(map -> map.values().removeIf(key -> !keptKeys.contains(key)));
    }

    /**
     * Forgets the texts that were compiled, except for what it takes to find a line of a class in its snippets: they get
     * empty lines in place of the imports.
     *
     * @param gone the classes of which not even that is needed, by their simple name
     * @return the snippets that are left in classes
     */
    Set<Snippet> removeTexts(Predicate<String> gone) {
        outers.keySet().removeIf(gone);
        outers.replaceAll(ShellMaps::slim);
        Set<Snippet> left = identities(List.of());
        outers.values().forEach(outer -> left.addAll(snippetsOf(outer).values()));
        left.forEach(snippet -> ((Collection<?>) get(DIAGNOSTICS, snippet)).clear()); // they hold the text, too
        return left;
    }

    private static Object slim(String className, Object outer) {
        Object[] parts = (Object[]) get(PARTS, get(TEXT, outer));
        String head = (String) parts[0];
        if (head.isBlank()) {
            return outer;
        }
        Object[] slimParts = parts.clone();
        slimParts[0] =
                " " + "\n".repeat((int) head.chars().filter(c -> c == '\n').count());
        Map<Object, Snippet> inside = snippetsOf(outer);
        Object slim = make(
                NEW_OUTER,
                className,
                make(NEW_TEXT, (Object) slimParts),
                List.copyOf(inside.values()),
                List.copyOf(inside.keySet()));
        for (Snippet snippet : inside.values()) {
            if (get(OUTER, snippet) == outer) {
                set(OUTER, snippet, slim);
            }
        }
        return slim;
    }

    @SuppressWarnings("unchecked") // as JShell declares it
    private static Map<Object, Snippet> snippetsOf(Object outer) {
        return (Map<Object, Snippet>) get(SNIPPETS, outer);
    }

    private static <T> Set<T> identities(Collection<T> elements) {
        Set<T> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(elements);
        return set;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName("jdk.jshell." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(Class<?> owner, String name) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Constructor<?> constructor(Class<?> owner, Class<?>... parameters) {
        try {
            Constructor<?> constructor = owner.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // the caller knows what is there
    private static <T> T reach(Object from, String... fields) {
        Object at = from;
        for (String name : fields) {
            at = get(field(at.getClass(), name), at);
        }
        return (T) at;
    }

    private static Object get(Field field, Object owner) {
        try {
            return field.get(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Field field, Object owner, Object value) {
        try {
            field.set(owner, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object make(Constructor<?> constructor, Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
