package joulebook.install.notebook;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that was meant for a terminal as HTML: the ANSI codes for colour, bold, italic and underline become spans, other escape
 * sequences vanish, and a carriage return starts its line anew, as progress bars use it.
 */
final class TerminalText {
    /** A control sequence with its parameters and its final letter, an operating system command, or another escape. */
    private static final Pattern ESCAPE = Pattern.compile(
            "\\u001b(?:\\[([0-9;?]*+)[ -/]*+([@-~])|][^\\u0007\\u001b]*+(?:\\u0007|\\u001b\\\\)|[@-_])");

    private static final Pattern OVERWRITTEN = Pattern.compile("(?md)^[^\\n]*\\r(?!\\n|\\z)");
    private static final List<String> COLORS =
            List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");
    private static final String TEXT = "ansi-";
    private static final String GROUND = "ansi-on-";

    /** The classes that the codes so far have switched on. */
    private final Set<String> classes = new TreeSet<>();

    private final StringBuilder html = new StringBuilder();

    private TerminalText() {}

    static String toHtml(String text) {
        return new TerminalText().convert(OVERWRITTEN.matcher(text).replaceAll(""));
    }

    private String convert(String text) {
        Matcher escape = ESCAPE.matcher(text);
        int end = 0;
        while (escape.find()) {
            append(text.substring(end, escape.start()));
            if ("m".equals(escape.group(2))) {
                applyCodes(escape.group(1));
            }
            end = escape.end();
        }
        append(text.substring(end));
        return html.toString();
    }

    private void append(String text) {
        if (!text.isEmpty()) {
            html.append(classes.isEmpty() ? Html.escape(text) : Html.span(String.join(" ", classes), text));
        }
    }

    private void applyCodes(String parameters) {
        Iterator<Integer> codes = Arrays.stream(parameters.split(";"))
                .map(code -> code.matches("\\d{1,4}") ? Integer.parseInt(code) : 0)
                .iterator();
        while (codes.hasNext()) {
            apply(codes.next(), codes);
        }
    }

    private void apply(int code, Iterator<Integer> following) {
        switch (code) {
            case 0 -> classes.clear();
            case 1 -> classes.add("ansi-bold");
            case 3 -> classes.add("ansi-italic");
            case 4 -> classes.add("ansi-underline");
            case 22 -> classes.remove("ansi-bold");
            case 23 -> classes.remove("ansi-italic");
            case 24 -> classes.remove("ansi-underline");
            case 38, 48 -> following.forEachRemaining(ignored -> {}); // one of 256 or more colours: left as it is
            case 39 -> clear(TEXT);
            case 49 -> clear(GROUND);
            default -> {
                switch (code / 10) {
                    case 3, 9 -> set(TEXT, code % 10);
                    case 4, 10 -> set(GROUND, code % 10);
                    default -> {}
                }
            }
        }
    }

    private void set(String prefix, int color) {
        clear(prefix);
        if (color < COLORS.size()) {
            classes.add(prefix + COLORS.get(color));
        }
    }

    private void clear(String prefix) {
        COLORS.forEach(color -> classes.remove(prefix + color));
    }
}
