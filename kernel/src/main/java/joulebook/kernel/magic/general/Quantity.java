package joulebook.kernel.magic.general;

import java.util.Locale;

/** Seconds and bytes as people read them. */
final class Quantity {
    private static final String[] SECONDS = {"s", "ms", "µs", "ns"};
    private static final String[] BYTES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Quantity() {}

    /** Three digits, such as {@code 1.23 ms}. */
    static String seconds(double seconds) {
        if (seconds == 0) {
            return "0 s";
        }
        double value = seconds;
        int unit = 0;
        while (value < 1 && unit < SECONDS.length - 1) {
            value *= 1_000;
            unit++;
        }
        return digits(value) + " " + SECONDS[unit];
    }

    /** Such as {@code 512 B} or {@code 1.50 MiB}. */
    static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1_024 && unit < BYTES.length - 1) {
            value /= 1_024;
            unit++;
        }
        return (unit == 0 ? String.format(Locale.ROOT, "%.0f", value) : digits(value)) + " " + BYTES[unit];
    }

    private static String digits(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
