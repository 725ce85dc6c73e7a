package joulebook.magics.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import joulebook.magics.plot.Figure;
import joulebook.magics.text.Numbers;
import joulebook.ml.math.Estimate;
import joulebook.ml.method.Method;
import joulebook.ml.method.Methods;
import joulebook.ml.scaling.Allocation;
import joulebook.ml.scaling.ScalingFit;
import joulebook.ml.scaling.ScalingLaw;
import joulebook.ml.scaling.ScalingPoints;

/** A fitted scaling law: its parameters, and its curves through the points and beyond. */
public final class ScalingView {
    /** The axis of 6 N D. */
    public static final String COMPUTE = "compute";

    private static final int CURVE_POINTS = 40;
    /** How far beyond the largest point the curves go. */
    private static final double BEYOND = 10;

    private final String name;
    private final ScalingFit fit;
    private final ScalingPoints points;
    private final String y;

    /**
     * @param name of the fit's variable
     * @param points that it was fitted to
     * @param y what they are called
     */
    public ScalingView(String name, ScalingFit fit, ScalingPoints points, String y) {
        this.name = name;
        this.fit = fit;
        this.points = points;
        this.y = y;
    }

    /** A row for each parameter, with its interval. */
    public TableView table() {
        return TableView.of(fit.toTable()
                .setName(String.format(
                        Locale.ROOT, "%s: %s, 95 %% intervals, R² of log %s %.4f", name, form(), y, fit.rSquared())));
    }

    /** The law as its name's summary has it. */
    private String form() {
        return Methods.of(ScalingLaw.class).stream()
                .filter(method -> Methods.make(ScalingLaw.class, method.name()).getClass()
                        == fit.law().getClass())
                .map(Method::summary)
                .findFirst()
                .orElse(fit.law().getClass().getSimpleName());
    }

    /**
     * The points and the law, on logarithmic axes, with the interval and ten times beyond the largest point.
     *
     * @param x an input of the law: a curve for each value of the others; or {@value #COMPUTE}, for a law of N and D: the
     *     lowest loss that a compute can lead to
     */
    public Figure figure(String x) {
        Figure figure = Figure.of("Scaling law").xAxis(x).yAxis(y).logX().logY();
        int column = fit.law().inputs().indexOf(x);
        if (column < 0) {
            double[] compute = Arrays.stream(points.inputs())
                    .mapToDouble(point -> 6 * point[0] * point[1])
                    .toArray();
            return curve(
                            figure,
                            "best split",
                            compute,
                            flops -> Allocation.ofFlops(fit, flops).loss())
                    .points("measured", compute, points.losses());
        }
        double[] all = points.input(column);
        Map<List<Double>, List<Integer>> groups = IntStream.range(0, all.length)
                .boxed()
                .collect(Collectors.groupingBy(row -> others(row, column), LinkedHashMap::new, Collectors.toList()));
        for (List<Integer> rows : groups.values()) {
            double[] first = points.inputs()[rows.get(0)];
            String series = series(first, column);
            figure = curve(figure, series, all, value -> fit.predict(with(first, column, value)))
                    .points(series, each(rows, row -> all[row]), each(rows, row -> points.losses()[row]));
        }
        return figure;
    }

    /** The inputs of a point but one. */
    private List<Double> others(int row, int column) {
        List<Double> inputs =
                new ArrayList<>(Arrays.stream(points.inputs()[row]).boxed().toList());
        inputs.remove(column);
        return inputs;
    }

    /** What the points of a group share, such as {@code D = 500}. */
    private String series(double[] point, int column) {
        List<String> inputs = fit.law().inputs();
        return inputs.size() == 1
                ? "fit"
                : IntStream.range(0, point.length)
                        .filter(input -> input != column)
                        .mapToObj(input -> inputs.get(input) + " = " + Numbers.brief(point[input]))
                        .collect(Collectors.joining(", "));
    }

    private static double[] with(double[] point, int column, double value) {
        double[] changed = point.clone();
        changed[column] = value;
        return changed;
    }

    /** A curve from the lowest to the highest of the x that were measured, and beyond it. */
    private static Figure curve(Figure figure, String series, double[] measured, DoubleFunction<Estimate> law) {
        double low = Arrays.stream(measured).min().orElseThrow();
        double high = Arrays.stream(measured).max().orElseThrow();
        return piece(piece(figure, series, low, high, law), "extrapolated", high, BEYOND * high, law);
    }

    private static Figure piece(Figure figure, String series, double low, double high, DoubleFunction<Estimate> law) {
        double[] x = IntStream.range(0, CURVE_POINTS)
                .mapToDouble(i -> low * Math.pow(high / low, i / (CURVE_POINTS - 1.0)))
                .toArray();
        List<Estimate> curve = Arrays.stream(x).mapToObj(law).toList();
        return figure.band(series, x, each(curve, Estimate::low), each(curve, Estimate::high))
                .line(series, x, each(curve, Estimate::value));
    }

    private static <T> double[] each(List<T> list, ToDoubleFunction<T> part) {
        return list.stream().mapToDouble(part).toArray();
    }
}
