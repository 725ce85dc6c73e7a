package joulebook.ml.energy;

import java.math.BigDecimal;
import java.math.MathContext;

/** Quantities as people read them. */
public final class Units {
    private static final String[] PREFIXES = {"n", "µ", "m", "", "k", "M"};
    private static final int ONE = 3;

    private Units() {}

    /**
     * Three significant digits with the prefix that fits, such as {@code 45.6 kJ}. Seconds take no prefix above one.
     *
     * @param value of 0 or more
     * @param unit {@code J}, {@code s}, {@code g} and the like
     */
    public static String text(double value, String unit) {
        int largest = unit.equals("s") ? ONE : PREFIXES.length - 1;
        int prefix = ONE;
        double scaled = value;
        while (scaled >= 999.5 && prefix < largest) {
            scaled /= 1000;
            prefix++;
        }
        while (scaled > 0 && scaled < 0.9995 && prefix > 0) {
            scaled *= 1000;
            prefix--;
        }
        String digits = new BigDecimal(scaled)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
        return digits + " " + PREFIXES[prefix] + unit;
    }
}
