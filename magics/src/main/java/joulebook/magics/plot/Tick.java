package joulebook.magics.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import joulebook.magics.text.Numbers;

/** A value on an axis and what is written there. */
record Tick(double value, String label) {
    private static final int[] NICE = {1, 2, 5};
    private static final double WIDEST_LABEL = 170;

    /** At most {@code most} ticks (at least two): decades on a logarithmic scale, multiples of 1, 2 or 5 times a power of ten otherwise. */
    static List<Tick> of(Scale scale, int most) {
        int limit = Math.max(2, most);
        return scale.log() ? decades(scale, limit) : linear(scale, limit);
    }

    /** Labels at their indices: all of them, or every second, fifth, tenth ... so that each has {@code room} pixels. */
    static List<Tick> ofLabels(List<String> labels, double length, double room) {
        int stride = (int) Math.max(1, step(room * labels.size() / length));
        return IntStream.range(0, labels.size())
                .filter(i -> i % stride == 0)
                .mapToObj(i -> new Tick(i, Svg.fit(labels.get(i), WIDEST_LABEL)))
                .toList();
    }

    /** The same place with its label cut to {@code room} pixels. */
    Tick fitted(double room) {
        return new Tick(value, Svg.fit(label, room));
    }

    /** The width of the widest label in pixels. */
    static double widest(List<Tick> ticks) {
        return ticks.stream().mapToDouble(tick -> Svg.width(tick.label())).max().orElse(0);
    }

    private static List<Tick> linear(Scale scale, int most) {
        double step = step((scale.high() - scale.low()) / most);
        long first = (long) Math.ceil(scale.low() / step - 1e-9);
        long last = (long) Math.floor(scale.high() / step + 1e-9);
        return LongStream.rangeClosed(first, last)
                .mapToObj(i -> new Tick(i * step, Numbers.tick(i * step, step)))
                .toList();
    }

    /** The smallest nice number that is no smaller than {@code least}. */
    private static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (int nice : NICE) {
            if (nice * power >= least * (1 - 1e-9)) {
                return nice * power;
            }
        }
        return 10 * power;
    }

    private static List<Tick> decades(Scale scale, int most) {
        int first = (int) Math.ceil(Math.log10(scale.low()) - 1e-9);
        int last = (int) Math.floor(Math.log10(scale.high()) + 1e-9);
        int decades = last - first + 1;
        if (decades < 2) {
            return withinDecades(scale, most);
        }
        int stride = (decades + most - 1) / most;
        return IntStream.rangeClosed(first, last)
                .filter(exponent -> Math.floorMod(exponent, stride) == 0)
                .mapToObj(Tick::decade)
                .toList();
    }

    /** A logarithmic scale that is too short for decades: 1, 2 and 5 times them, or linear steps where even those are rare. */
    private static List<Tick> withinDecades(Scale scale, int most) {
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(scale.low()));
                Math.pow(10, exponent) <= scale.high();
                exponent++) {
            double power = Math.pow(10, exponent);
            for (int nice : NICE) {
                if (nice * power >= scale.low() && nice * power <= scale.high()) {
                    ticks.add(new Tick(nice * power, Numbers.tick(nice * power, power)));
                }
            }
        }
        return ticks.size() >= 2 && ticks.size() <= most ? ticks : linear(scale, most);
    }

    private static Tick decade(int exponent) {
        double value = Math.pow(10, exponent);
        return new Tick(
                value, exponent >= -3 && exponent <= 4 ? Numbers.tick(value, value) : Numbers.powerOfTen(exponent));
    }
}
