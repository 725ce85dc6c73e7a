package joulebook.magics.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names of the series with their marks, in rows above the plane. */
record Legend(List<Entry> entries, int rows) {
    static final double KEY_WIDTH = 18;
    static final double ROW_HEIGHT = 20;
    private static final double KEY_GAP = 6;
    private static final double ENTRY_GAP = 18;

    /** A name at its place in the legend; all traces of that name draw their marks over each other. */
    private record Entry(String name, String text, List<Trace> traces, double x, int row) {}

    /** Breaks the entries into rows no wider than {@code width}; what does not fit into {@code mostRows} is counted in the last. */
    static Legend of(List<Trace> traces, double width, int mostRows) {
        Map<String, List<Trace>> byName = new LinkedHashMap<>();
        traces.stream()
                .filter(Trace::inLegend)
                .forEach(trace -> byName.computeIfAbsent(trace.name(), name -> new ArrayList<>())
                        .add(trace));
        List<Entry> entries = new ArrayList<>();
        double x = 0;
        int row = 0;
        for (Map.Entry<String, List<Trace>> named : byName.entrySet()) {
            String text = Svg.fit(named.getKey(), width - KEY_WIDTH - KEY_GAP);
            double size = KEY_WIDTH + KEY_GAP + Svg.width(text);
            if (x > 0 && x + size > width) {
                x = 0;
                row++;
            }
            entries.add(new Entry(named.getKey(), text, named.getValue(), x, row));
            x += size + ENTRY_GAP;
        }
        return new Legend(entries, entries.isEmpty() ? 0 : row + 1).within(mostRows);
    }

    private Legend within(int mostRows) {
        if (rows <= mostRows) {
            return this;
        }
        List<Entry> kept = new ArrayList<>(
                entries.stream().filter(entry -> entry.row < mostRows - 1).toList());
        String rest = "… %d more".formatted(entries.size() - kept.size());
        kept.add(new Entry("", rest, List.of(), -KEY_WIDTH - KEY_GAP, mostRows - 1));
        return new Legend(kept, mostRows);
    }

    /** The mark of a trace that fills an area. */
    static void drawArea(Svg svg, double left, double baseline, Style style, double opacity) {
        svg.leaf(
                "rect",
                "x",
                left,
                "y",
                baseline - 9,
                "width",
                KEY_WIDTH,
                "height",
                10,
                "fill",
                style.color(),
                "fill-opacity",
                opacity);
    }

    double height() {
        return rows * ROW_HEIGHT;
    }

    void draw(Svg svg, double left, double top, Map<String, Style> styles) {
        for (Entry entry : entries) {
            double x = left + entry.x;
            double baseline = top + entry.row * ROW_HEIGHT + 14;
            entry.traces.forEach(trace -> trace.drawKey(svg, x, baseline, styles.get(entry.name)));
            svg.text(entry.text, x + KEY_WIDTH + KEY_GAP, baseline, "start");
        }
    }
}
