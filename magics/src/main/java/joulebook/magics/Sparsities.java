package joulebook.magics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import joulebook.kernel.error.UserError;

/** Reads {@code 0.9}, {@code 0.5,0.8,0.9}, {@code 0.5..0.98} and {@code 0.5..0.98:8}. */
final class Sparsities {
    private static final Pattern RANGE = Pattern.compile("(.+?)\\.\\.(.+?)(?::(\\d{1,3}))?");
    private static final int POINTS = 6;

    private Sparsities() {}

    /** All of them, from 0 to below 1. */
    static List<Double> parse(String text) {
        Matcher range = RANGE.matcher(text.strip());
        if (!range.matches()) {
            return Arrays.stream(text.split(",", -1))
                    .map(share -> share(share, text))
                    .distinct()
                    .toList();
        }
        double low = share(range.group(1), text);
        double high = share(range.group(2), text);
        int points = range.group(3) == null ? POINTS : Integer.parseInt(range.group(3));
        if (low >= high || points < 2) {
            throw wrong(text);
        }
        return IntStream.range(0, points)
                .mapToObj(i -> i == points - 1 ? high : between(low, high, i / (points - 1.0)))
                .distinct()
                .toList();
    }

    /** What is kept falls by the same factor each time, so that points are dense where models break; three digits of it. */
    private static double between(double low, double high, double way) {
        double kept = (1 - low) * Math.pow((1 - high) / (1 - low), way);
        return BigDecimal.ONE
                .subtract(new BigDecimal(kept).round(new MathContext(3)))
                .doubleValue();
    }

    private static double share(String share, String text) {
        try {
            double value = Double.parseDouble(share.strip());
            if (value >= 0 && value < 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static UserError wrong(String text) {
        return new UserError(
                "--sparsity is " + text + ", but it takes shares from 0 to below 1: one, several or a range.",
                "Such as 0.9, 0.5,0.8,0.9, 0.5..0.98 or 0.5..0.98:8 for eight of them.");
    }
}
