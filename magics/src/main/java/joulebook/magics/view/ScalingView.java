package joulebook.magics.view;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import joulebook.magics.plot.Figure;
import joulebook.magics.text.Numbers;
import joulebook.ml.math.Estimate;
import joulebook.ml.scaling.ChinchillaLaw;
import joulebook.ml.scaling.ScalingFit;
import tech.tablesaw.api.Table;

/** A fitted scaling law: its parameters, and its curves through the points. */
public final class ScalingView {
    private static final int CURVE_POINTS = 60;

    private ScalingView() {}

    /** A row for each parameter, with its interval. */
    public static TableView table(String name, ScalingFit fit) {
        String form = fit.law() instanceof ChinchillaLaw ? "L(N,D) = E + A/N^alpha + B/D^beta" : "L(N) = E + A/N^alpha";
        Table table = fit.toTable()
                .setName(String.format(
                        Locale.ROOT, "%s: %s, 95 %% intervals, R² of log loss %.4f", name, form, fit.rSquared()));
        return TableView.of(table);
    }

    /** Loss against N, a colour for each D; the curve of L(N) with its interval. */
    public static Figure figure(ScalingFit fit, double[][] inputs, double[] losses) {
        double low = Arrays.stream(inputs).mapToDouble(row -> row[0]).min().orElseThrow();
        double high = Arrays.stream(inputs).mapToDouble(row -> row[0]).max().orElseThrow();
        double[] n = new double[CURVE_POINTS];
        for (int i = 0; i < CURVE_POINTS; i++) {
            n[i] = low * Math.pow(high / low, i / (CURVE_POINTS - 1.0));
        }
        Figure figure = Figure.of("Scaling law").xAxis("N").yAxis("loss").logX().logY();
        if (fit.law().inputs().size() == 1) {
            Estimate[] curve = Arrays.stream(n).mapToObj(fit::predict).toArray(Estimate[]::new);
            return figure.band("95 %", n, each(curve, Estimate::low), each(curve, Estimate::high))
                    .line("L(N)", n, each(curve, Estimate::value))
                    .points("measured", column(inputs, 0), losses);
        }
        for (double d : Arrays.stream(column(inputs, 1)).distinct().sorted().toArray()) {
            int[] rows = IntStream.range(0, losses.length)
                    .filter(row -> inputs[row][1] == d)
                    .toArray();
            String name = "D = " + Numbers.brief(d);
            figure = figure.points(
                            name,
                            Arrays.stream(rows)
                                    .mapToDouble(row -> inputs[row][0])
                                    .toArray(),
                            Arrays.stream(rows).mapToDouble(row -> losses[row]).toArray())
                    .line(
                            name + ", fitted",
                            n,
                            Arrays.stream(n).map(x -> fit.predict(x, d).value()).toArray());
        }
        return figure;
    }

    private static double[] column(double[][] rows, int column) {
        return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
    }

    private static double[] each(Estimate[] estimates, ToDoubleFunction<Estimate> part) {
        return Arrays.stream(estimates).mapToDouble(part).toArray();
    }
}
