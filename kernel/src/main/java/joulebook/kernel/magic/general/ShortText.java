package joulebook.kernel.magic.general;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;

/** A value on one short line: of what holds many elements, the first and their number. */
final class ShortText {
    private static final int ELEMENTS = 5;
    private static final int LENGTH = 60;

    private ShortText() {}

    static String of(Object value) {
        String text;
        try {
            text = text(value);
        } catch (RuntimeException e) {
            text = "(its text fails: " + e + ")";
        }
        String line = text.replaceAll("\\s*\\R\\s*", " ");
        return line.length() > LENGTH ? line.substring(0, LENGTH - 1) + "…" : line;
    }

    private static String text(Object value) {
        if (value instanceof Collection<?> collection) {
            return some(collection.iterator(), collection.size());
        }
        if (value instanceof Map<?, ?> map) {
            return some(map.entrySet().iterator(), map.size());
        }
        if (value != null && value.getClass().isArray()) {
            int length = Array.getLength(value);
            return some(
                    IntStream.range(0, length)
                            .mapToObj(i -> Array.get(value, i))
                            .iterator(),
                    length);
        }
        return String.valueOf(value);
    }

    private static String some(Iterator<?> elements, int size) {
        StringBuilder text = new StringBuilder(size > ELEMENTS ? size + ": [" : "[");
        for (int i = 0; i < ELEMENTS && elements.hasNext(); i++) {
            text.append(i == 0 ? "" : ", ").append(of(elements.next()));
        }
        return text.append(size > ELEMENTS ? ", …]" : "]").toString();
    }
}
