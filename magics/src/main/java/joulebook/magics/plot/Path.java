package joulebook.magics.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The data of SVG paths through pixels. NaN is a gap. Of the points that share a pixel column only the first, lowest, highest and last
 * are written: the drawing is the same and stays small for any number of points.
 */
final class Path {
    private static final double LONE_DASH = 6;
    private static final double DOTS_GRID = 0.5;
    private static final double MANY_DOTS_GRID = 3;

    private Path() {}

    /** The indices {@code from} (inclusive) to {@code to} (exclusive) of neighbours without a gap. */
    record Run(int from, int to) {
        boolean isLone() {
            return to - from == 1;
        }
    }

    /** A broken line; a point without neighbours becomes a short dash. */
    static String line(double[] x, double[] y) {
        StringBuilder path = new StringBuilder();
        for (Run run : runs(x, y)) {
            if (run.isLone()) {
                point(path, 'M', x[run.from] - LONE_DASH / 2, y[run.from]);
                path.append('h').append(Svg.number(LONE_DASH));
            } else {
                polyline(path, x, y, visible(x, y, run));
            }
        }
        return path.toString();
    }

    /** One dot a point, drawn by round caps of lines of no length; dots on the same grid point are written once. */
    static String dots(double[] x, double[] y) {
        double grid = x.length > Thinning.MANY ? MANY_DOTS_GRID : DOTS_GRID;
        StringBuilder path = new StringBuilder();
        runs(x, y).stream()
                .flatMapToInt(run -> IntStream.range(run.from, run.to))
                .mapToObj(i -> Svg.number(onGrid(x[i], grid)) + " " + Svg.number(onGrid(y[i], grid)))
                .distinct()
                .forEach(point -> path.append('M').append(point).append("h0"));
        return path.toString();
    }

    /** The area between two lines over the same x, one closed polygon for each stretch without gaps. */
    static String area(double[] x, double[] low, double[] high) {
        StringBuilder path = new StringBuilder();
        for (Run run : runs(x, low, high)) {
            polyline(path, x, high, visible(x, high, run));
            int[] back = visible(x, low, run);
            for (int i = back.length - 1; i >= 0; i--) {
                point(path, 'L', x[back[i]], low[back[i]]);
            }
            path.append('Z');
        }
        return path.toString();
    }

    private static void polyline(StringBuilder path, double[] x, double[] y, int[] indices) {
        point(path, 'M', x[indices[0]], y[indices[0]]);
        for (int i = 1; i < indices.length; i++) {
            point(path, 'L', x[indices[i]], y[indices[i]]);
        }
    }

    private static void point(StringBuilder path, char command, double x, double y) {
        path.append(command).append(Svg.number(x)).append(' ').append(Svg.number(y));
    }

    /** The stretches in which every one of the lists, all of one length, holds a finite number. */
    static List<Run> runs(double[]... lists) {
        List<Run> runs = new ArrayList<>();
        int length = lists[0].length;
        int from = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || !allFinite(lists, i)) {
                if (i > from) {
                    runs.add(new Run(from, i));
                }
                from = i + 1;
            }
        }
        return runs;
    }

    /** The indices of a run that are seen: the first, lowest, highest and last of each pixel column. */
    static int[] visible(double[] x, double[] y, Run run) {
        IntStream.Builder indices = IntStream.builder();
        int start = run.from;
        for (int i = run.from + 1; i <= run.to; i++) {
            if (i == run.to || (int) x[i] != (int) x[start]) {
                extremes(y, start, i).forEach(indices);
                start = i;
            }
        }
        return indices.build().toArray();
    }

    private static IntStream extremes(double[] y, int from, int to) {
        if (to - from <= 4) {
            return IntStream.range(from, to);
        }
        int lowest = from;
        int highest = from;
        for (int i = from; i < to; i++) {
            lowest = y[i] < y[lowest] ? i : lowest;
            highest = y[i] > y[highest] ? i : highest;
        }
        return IntStream.of(from, lowest, highest, to - 1).sorted().distinct();
    }

    private static double onGrid(double pixel, double grid) {
        return Math.round(pixel / grid) * grid;
    }

    private static boolean allFinite(double[][] lists, int index) {
        return Arrays.stream(lists).allMatch(list -> Double.isFinite(list[index]));
    }
}
