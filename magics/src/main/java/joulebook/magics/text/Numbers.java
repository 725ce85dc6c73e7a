package joulebook.magics.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** Numbers written for people: a few significant digits, thousands grouped from 10,000 on, powers of ten where they are shorter. */
public final class Numbers {
    private static final int DIGITS = 4;
    private static final int MOST_DECIMALS = 6;
    private static final double GROUPED_FROM = 10_000;
    private static final double TINY = 1e-4;
    private static final double HUGE = 1e9;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Numbers() {}

    /** Four significant digits without trailing zeros, whole digits never rounded away: {@code 0.1235}, {@code 123,457}, {@code 1.2e-5}. */
    public static String brief(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value != 0 && isExtreme(value)) {
            return scientific(value);
        }
        return fixed(value, decimalsNeeded(value, decimalsFor(value)));
    }

    /**
     * The values of one table column, with the same number of decimals so that their points align; where the magnitudes are too
     * different for that, each value stands for itself as in {@link #brief}.
     */
    public static List<String> column(double[] values) {
        return Arrays.stream(values).mapToObj(columnFormat(values)).toList();
    }

    private static DoubleFunction<String> columnFormat(double[] values) {
        double[] magnitudes = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(Math::abs)
                .filter(v -> v > 0)
                .toArray();
        double largest = Arrays.stream(magnitudes).max().orElse(0);
        double smallest = Arrays.stream(magnitudes).min().orElse(0);
        int decimals = decimalsFor(largest);
        if (isExtreme(largest) || smallest < Math.pow(10, -decimals)) {
            return Numbers::brief;
        }
        int needed = Arrays.stream(magnitudes)
                .mapToInt(v -> decimalsNeeded(v, decimals))
                .max()
                .orElse(0);
        return value -> Double.isFinite(value) ? fixed(value, needed) : special(value);
    }

    /** With as many decimals as two digits of its spread have: {@code 97.71} for a spread of 0.25. */
    public static String asSureAs(double spread, double value) {
        return spread > 0 && Double.isFinite(spread) && Double.isFinite(value)
                ? fixed(value, Math.max(0, 1 - exponent(spread)))
                : brief(value);
    }

    /** A tick's label: as many decimals as the step between ticks asks for, a power of ten for very large and very small values. */
    public static String tick(double value, double step) {
        if (Math.abs(value) < step * 1e-6) {
            return "0";
        }
        int stepExponent = exponent(step);
        if (Math.abs(value) >= 1e6 || stepExponent < -4) {
            int valueExponent = exponent(value);
            double mantissa = value / Math.pow(10, valueExponent);
            return fixed(mantissa, Math.max(0, valueExponent - stepExponent)) + "×" + powerOfTen(valueExponent);
        }
        return fixed(value, Math.max(0, -stepExponent));
    }

    /** {@code 10⁻⁴}. */
    public static String powerOfTen(int exponent) {
        StringBuilder text = new StringBuilder(exponent < 0 ? "10⁻" : "10");
        String.valueOf(Math.abs(exponent)).chars().forEach(c -> text.append(SUPERSCRIPTS.charAt(c - '0')));
        return text.toString();
    }

    /** The power of ten of the leading digit; a hair of rounding error below a power counts as the power. */
    private static int exponent(double value) {
        return (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
    }

    private static boolean isExtreme(double value) {
        double magnitude = Math.abs(value);
        return magnitude >= HUGE || magnitude < TINY && magnitude > 0;
    }

    private static int decimalsFor(double value) {
        return value == 0 ? 0 : Math.min(MOST_DECIMALS, Math.max(0, DIGITS - 1 - exponent(value)));
    }

    private static int decimalsNeeded(double value, int most) {
        return Math.max(0, rounded(value, most).stripTrailingZeros().scale());
    }

    private static String fixed(double value, int decimals) {
        BigDecimal rounded = rounded(value, decimals);
        boolean grouped = rounded.abs().doubleValue() >= GROUPED_FROM;
        return String.format(Locale.ROOT, (grouped ? "%,." : "%.") + decimals + "f", rounded);
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    private static String scientific(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(DIGITS));
        int exponent = rounded.precision() - rounded.scale() - 1;
        BigDecimal mantissa = rounded.scaleByPowerOfTen(-exponent).stripTrailingZeros();
        return mantissa.toPlainString() + "e" + exponent;
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "–" : value > 0 ? "∞" : "-∞";
    }
}
