package joulebook.magics.plot;

import java.util.List;

/** What is written under the x axis, so that nothing overlaps: fewer ticks for numbers; for labels shorter, slanted or fewer of them. */
record XLabels(List<Tick> ticks, boolean slanted) {
    private static final double SHORT = 40;
    private static final double GAP = 8;
    private static final double SLANTED_LINE = 18;
    private static final double SLANT_DEGREES = 35;
    private static final double SINE = Math.sin(Math.toRadians(SLANT_DEGREES));
    private static final double COSINE = Math.cos(Math.toRadians(SLANT_DEGREES));

    static XLabels ofNumbers(Scale scale) {
        int most = (int) (scale.length() / 50);
        List<Tick> ticks = Tick.of(scale, most);
        while (most > 2 && (Tick.widest(ticks) + GAP) * ticks.size() > scale.length()) {
            most--;
            ticks = Tick.of(scale, most);
        }
        return new XLabels(ticks, false);
    }

    /** Slanted labels take no more than {@code height} and do not leave the figure on the left. */
    static XLabels ofLabels(List<String> labels, Scale scale, double height) {
        double slot = scale.length() / labels.size();
        double widest = Tick.widest(Tick.ofLabels(labels, 1, 0));
        if (widest + GAP <= slot || widest <= SHORT) {
            return new XLabels(Tick.ofLabels(labels, scale.length(), widest + GAP), false);
        }
        List<Tick> ticks = Tick.ofLabels(labels, scale.length(), SLANTED_LINE).stream()
                .map(tick -> tick.fitted(Math.min(height / SINE, scale.at(tick.value()) / COSINE)))
                .toList();
        return new XLabels(ticks, true);
    }

    /** The room under the axis. */
    double height() {
        return slanted ? 14 + Tick.widest(ticks) * SINE : 22;
    }

    void draw(Svg svg, Scale scale, double bottom) {
        for (Tick tick : ticks) {
            double x = scale.at(tick.value());
            if (slanted) {
                String turn = "rotate(%s %s %s)"
                        .formatted(Svg.number(-SLANT_DEGREES), Svg.number(x + 4), Svg.number(bottom + 14));
                svg.text(tick.label(), x + 4, bottom + 14, "end", "transform", turn);
            } else {
                svg.text(tick.label(), x, bottom + 17, "middle");
            }
        }
    }
}
