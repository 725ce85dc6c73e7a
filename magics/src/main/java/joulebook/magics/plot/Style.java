package joulebook.magics.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How one series is drawn. Series of the same name share a style: a line and its band, or the runs of several seeds. */
record Style(String color, Dash dash) {
    enum Dash {
        SOLID(""),
        DASH("7 4"),
        DOT("2 4");

        /** The lengths of ink and gap in pixels, as SVG writes them. */
        final String pattern;

        Dash(String pattern) {
            this.pattern = pattern;
        }
    }

    /** The colours of Okabe and Ito (2008) that tell apart on white and on black by every kind of colour vision, and a grey. */
    static final List<String> COLORS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C8C8C");

    /** One style a name, in order of appearance: first all colours with solid lines, then again with dashes. */
    static Map<String, Style> forNames(List<Trace> traces) {
        Map<String, Style> styles = new LinkedHashMap<>();
        for (Trace trace : traces) {
            styles.computeIfAbsent(trace.name(), name -> nth(styles.size()));
        }
        return styles;
    }

    private static Style nth(int index) {
        Dash[] dashes = Dash.values();
        return new Style(COLORS.get(index % COLORS.size()), dashes[index / COLORS.size() % dashes.length]);
    }
}
