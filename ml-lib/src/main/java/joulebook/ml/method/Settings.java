package joulebook.ml.method;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import joulebook.ml.InputException;

/** A method's name and what is set of it, as in {@code adamw:decay=0.1,beta1=0.9}. */
public final class Settings {
    private final String name;
    private final Map<String, String> values;
    private final Set<String> asked = new HashSet<>();

    private Settings(String name, Map<String, String> values) {
        this.name = name;
        this.values = values;
    }

    /** Reads {@code name} or {@code name:key=value,key=value}. */
    public static Settings parse(String text) {
        String[] parts = text.strip().split(":", 2);
        Map<String, String> values = new LinkedHashMap<>();
        if (parts.length == 2) {
            for (String setting : parts[1].split(",")) {
                String[] pair = setting.split("=", 2);
                if (pair.length < 2 || pair[0].isBlank() || pair[1].isBlank()) {
                    throw new InputException("The setting \"" + setting + "\" of \"" + text
                            + "\" cannot be read: write name:key=value,key=value.");
                }
                values.put(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip());
            }
        }
        return new Settings(parts[0].strip().toLowerCase(Locale.ROOT), values);
    }

    public String name() {
        return name;
    }

    /** A number, or the default. */
    public double number(String key, double otherwise) {
        String text = text(key, null);
        if (text == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw wrong(key, text, "a number such as " + otherwise);
        }
    }

    /** A whole number, or the default. */
    public int whole(String key, int otherwise) {
        String text = text(key, null);
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(key, text, "a whole number such as " + otherwise);
        }
    }

    /** Positive whole numbers joined by hyphens, such as {@code 64-32}, or the default. */
    public int[] sizes(String key, int... otherwise) {
        String text = text(key, null);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[1-9]\\d{0,8}(-[1-9]\\d{0,8})*")) {
            throw wrong(key, text, "positive whole numbers such as 64 or 64-32");
        }
        return Arrays.stream(text.split("-")).mapToInt(Integer::parseInt).toArray();
    }

    /** One of some words, the first of which is the default. */
    public String word(String key, String... choices) {
        String text = text(key, choices[0]).toLowerCase(Locale.ROOT);
        if (!Arrays.asList(choices).contains(text)) {
            throw wrong(key, text, "one of " + String.join(", ", choices));
        }
        return text;
    }

    /** Text, which must be there. */
    public String required(String key, String example) {
        String text = text(key, "");
        if (text.isEmpty()) {
            throw new InputException(
                    "There is no " + key + " for " + name + ": write " + name + ":" + key + "=" + example + ".");
        }
        return text;
    }

    /** Text, or the default. */
    public String text(String key, String otherwise) {
        asked.add(key);
        return values.getOrDefault(key, otherwise);
    }

    void requireAllKnown(String known) {
        List<String> unknown =
                values.keySet().stream().filter(key -> !asked.contains(key)).toList();
        if (!unknown.isEmpty()) {
            throw new InputException("There is no setting \"" + unknown.get(0) + "\" of " + name + ": "
                    + (known.isEmpty() ? "it has none." : "its settings and their defaults are " + known + "."));
        }
    }

    private InputException wrong(String key, String text, String expected) {
        return new InputException(
                "The setting " + key + " of " + name + " is \"" + text + "\", but it must be " + expected + ".");
    }
}
