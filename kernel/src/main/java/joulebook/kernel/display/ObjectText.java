package joulebook.kernel.display;

import java.lang.reflect.Array;
import java.util.AbstractList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Any object as text: what its {@code toString} says, with the elements of arrays, collections and maps one by one. Never
 * fails and is never long: cycles are cut, and so are many elements and long text, with a word on how much there is.
 */
public final class ObjectText {
    static final int MOST_ELEMENTS = 1_000;
    private static final int MOST_DEPTH = 50;
    private static final int MOST_CHARACTERS = 100_000;

    private final int limit;
    private final StringBuilder text = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private ObjectText(int limit) {
        this.limit = limit;
    }

    /** The text of an object, at most about 100,000 characters. */
    public static String of(Object value) {
        ObjectText text = new ObjectText(MOST_CHARACTERS);
        text.write(value);
        return text.text.toString();
    }

    /** The text of an object in one line of at most about {@code limit} characters. */
    public static String brief(Object value, int limit) {
        ObjectText text = new ObjectText(2 * limit); // blanks are about to go
        text.write(value);
        String line = text.text.toString().replaceAll("\\s+", " ");
        return line.length() <= limit ? line : line.substring(0, limit) + "…";
    }

    /** An array of any type as a list. */
    static List<Object> asList(Object array) {
        return new AbstractList<>() {
            @Override
            public Object get(int index) {
                return Array.get(array, index);
            }

            @Override
            public int size() {
                return Array.getLength(array);
            }
        };
    }

    /** A class's name as the user wrote it: without the classes that JShell lays around it. */
    static String plain(String name) {
        return name.replaceAll("REPL\\.\\$JShell\\$\\w+[.$]", "");
    }

    private void write(Object value) {
        if (value == null) {
            text.append("null");
        } else if (open.contains(value)) {
            text.append("(cycle)");
        } else if (open.size() == MOST_DEPTH) {
            text.append("...");
        } else {
            open.add(value);
            try {
                writeAcyclic(value);
            } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
                text.append(plain(value.getClass().getSimpleName()))
                        .append(" (its text cannot be had: ")
                        .append(plain(e.toString()))
                        .append(")");
            } finally {
                open.remove(value);
            }
        }
    }

    private void writeAcyclic(Object value) throws ReflectiveOperationException {
        if (value.getClass().isArray()) {
            elements(asList(value));
        } else if (value instanceof Optional<?> optional && optional.isPresent()) {
            text.append("Optional[");
            write(optional.get());
            text.append("]");
        } else if (value instanceof Collection<?> collection && hasPlainToString(value)) {
            elements(collection);
        } else if (value instanceof Map<?, ?> map && hasPlainToString(value)) {
            entries(map);
        } else if (value instanceof Iterable<?> iterable && hasPlainToString(value)) {
            elements(iterable);
        } else if (value.getClass().isSynthetic() && value.getClass().isHidden()) {
            text.append("lambda of ").append(value.getClass().getInterfaces()[0].getName());
        } else {
            cut(plain(String.valueOf(value.toString())));
        }
    }

    /** Whether the text would be the elements' or none at all, so that nothing of the class's own is passed over. */
    private static boolean hasPlainToString(Object value) throws ReflectiveOperationException {
        Class<?> author = value.getClass().getMethod("toString").getDeclaringClass();
        return author == Object.class || author.getName().startsWith("java.util.");
    }

    private void elements(Iterable<?> values) {
        text.append("[");
        int count = 0;
        for (Iterator<?> iterator = values.iterator(); iterator.hasNext(); count++) {
            text.append(count > 0 ? ", " : "");
            if (count == MOST_ELEMENTS || text.length() >= limit) {
                text.append(values instanceof Collection<?> all ? more(all.size(), count) : "... and more");
                break;
            }
            write(iterator.next());
        }
        text.append("]");
    }

    private void entries(Map<?, ?> map) {
        text.append("{");
        int count = 0;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(count > 0 ? ", " : "");
            if (count == MOST_ELEMENTS || text.length() >= limit) {
                text.append(more(map.size(), count));
                break;
            }
            write(entry.getKey());
            text.append("=");
            write(entry.getValue());
            count++;
        }
        text.append("}");
    }

    private static String more(int size, int shown) {
        return "... %,d more (%,d in all)".formatted(size - shown, size);
    }

    private void cut(String whole) {
        int room = Math.max(0, limit - text.length());
        if (whole.length() <= room) {
            text.append(whole);
        } else {
            text.append(whole, 0, room).append("... (cut: %,d characters in all)".formatted(whole.length()));
        }
    }
}
