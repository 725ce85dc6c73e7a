package joulebook.magics.plot;

import java.util.Arrays;

/**
 * Maps values from {@code low..high} to pixels {@code from..to}, linearly or by logarithm. On an axis of labels the value is the
 * label's index.
 */
record Scale(double low, double high, boolean log, double from, double to) {
    private static final double PADDING = 0.04;

    /** Covers the finite values with a little room at both ends that does not reach across zero; on no pixels yet. */
    static Scale around(double[] values, boolean log) {
        double[] finite = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(v -> warp(v, log))
                .toArray();
        double low = Arrays.stream(finite).min().orElse(0);
        double high = Arrays.stream(finite).max().orElse(1);
        double room = high > low ? PADDING * (high - low) : log || low == 0 ? 0.5 : 0.1 * Math.abs(low);
        double start = !log && low >= 0 ? Math.max(0, low - room) : low - room;
        double end = !log && high < 0 ? Math.min(0, high + room) : high + room;
        return new Scale(unwarp(start, log), unwarp(end, log), log, 0, 1);
    }

    /** One slot for each of {@code count} labels, in the order of the pixels; on no pixels yet. */
    static Scale ofLabels(int count) {
        return new Scale(-0.5, count - 0.5, false, 0, 1);
    }

    /** The same values on these pixels. */
    Scale on(double newFrom, double newTo) {
        return new Scale(low, high, log, newFrom, newTo);
    }

    /** The pixel of a value; NaN for what cannot be shown (NaN, infinity). */
    double at(double value) {
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        double start = warp(low, log);
        return from + (warp(value, log) - start) / (warp(high, log) - start) * (to - from);
    }

    /** The length of the axis in pixels. */
    double length() {
        return Math.abs(to - from);
    }

    private static double warp(double value, boolean log) {
        return log ? Math.log10(value) : value;
    }

    private static double unwarp(double value, boolean log) {
        return log ? Math.pow(10, value) : value;
    }
}
