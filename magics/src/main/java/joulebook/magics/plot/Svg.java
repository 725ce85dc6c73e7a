package joulebook.magics.plot;

import com.google.common.xml.XmlEscapers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes SVG elements. Attributes are alternating names and values; numbers are written to a hundredth of a pixel, empty values not at all. */
final class Svg {
    static final double FONT_SIZE = 12;
    /** Wide enough for the sans-serif fonts in use, so that what is measured with it does not overlap. */
    private static final double CHARACTER_WIDTH = 0.6;

    private final StringBuilder out = new StringBuilder();

    /** The width of a text in pixels, estimated: nobody knows the reader's font. Ideographs count double. */
    static double width(String text) {
        double characters = text.codePoints()
                .mapToDouble(c -> Character.isIdeographic(c) ? 1.7 : 1)
                .sum();
        return characters * CHARACTER_WIDTH * FONT_SIZE;
    }

    /** The text; if it is wider than {@code room} with an ellipsis in its middle: names often differ at their ends. */
    static String fit(String text, double room) {
        if (width(text) <= room) {
            return text;
        }
        int[] characters = text.codePoints().toArray();
        return IntStream.iterate(characters.length - 1, kept -> kept > 0, kept -> kept - 1)
                .mapToObj(kept -> ellipsis(characters, kept))
                .filter(shorter -> width(shorter) <= room)
                .findFirst()
                .orElse("…");
    }

    /** The text in lines of at most {@code room} pixels, broken at spaces; the last of {@code most} lines is made to fit. */
    static List<String> lines(String text, double room, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (lines.size() < most - 1 && width(rest) > room) {
            int end = rest.lastIndexOf(' ');
            while (end > 0 && width(rest.substring(0, end)) > room) {
                end = rest.lastIndexOf(' ', end - 1);
            }
            if (end <= 0) {
                break; // one long word
            }
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        if (!rest.isEmpty()) {
            lines.add(fit(rest, room));
        }
        return lines;
    }

    private static String ellipsis(int[] characters, int kept) {
        int head = (kept + 1) / 2;
        int tail = kept / 2;
        return new String(characters, 0, head).stripTrailing()
                + "…"
                + new String(characters, characters.length - tail, tail).stripLeading();
    }

    Svg open(String tag, Object... attributes) {
        start(tag, attributes);
        out.append('>');
        return this;
    }

    Svg close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    /** An element that is written already. */
    Svg raw(String element) {
        out.append(element);
        return this;
    }

    Svg leaf(String tag, Object... attributes) {
        start(tag, attributes);
        out.append("/>");
        return this;
    }

    /** Text whose {@code anchor} (start, middle, end) is at x and whose baseline is at y. */
    Svg text(String text, double x, double y, String anchor, Object... attributes) {
        start("text", "x", x, "y", y, "text-anchor", anchor);
        attributes(attributes);
        out.append('>').append(XmlEscapers.xmlContentEscaper().escape(text)).append("</text>");
        return this;
    }

    /** Text that reads upwards and whose middle is at (x, y). */
    Svg verticalText(String text, double x, double y) {
        String turn = "rotate(-90 %s %s)".formatted(number(x), number(y));
        return text(text, x, y, "middle", "transform", turn);
    }

    static String number(double value) {
        double rounded = Math.round(value * 100) / 100.0;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private void start(String tag, Object... attributes) {
        out.append('<').append(tag);
        attributes(attributes);
    }

    private void attributes(Object... attributes) {
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String text = value instanceof Double number ? number(number) : value.toString();
            if (!text.isEmpty()) {
                out.append(' ').append(attributes[i]).append("=\"");
                out.append(XmlEscapers.xmlAttributeEscaper().escape(text)).append('"');
            }
        }
    }
}
