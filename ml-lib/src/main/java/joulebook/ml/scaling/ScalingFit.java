package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.math.CurveFit;
import joulebook.ml.math.Estimate;
import org.hipparchus.stat.descriptive.rank.Percentile;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A scaling law fitted to measured losses, as {@link ScalingLaw#fitting} says, from many starts.
 *
 * <p>Intervals are bootstrap percentiles: the points are drawn anew with replacement, and each draw is fitted from the fit
 * to all points. They hold the scatter of the points, not the error of a law that does not apply; with as many
 * points as parameters, or one more, they are too narrow.
 */
public final class ScalingFit {

    /** How many draws the bootstrap makes unless told otherwise. */
    public static final int RESAMPLES = 200;

    /** The share of draws inside an interval, in percent. */
    public static final double CONFIDENCE = 95;

    private final ScalingLaw law;
    private final double[] parameters;
    private final List<double[]> draws;
    private final double[] residuals;
    private final double rSquared;

    private ScalingFit(ScalingLaw law, double[] parameters, List<double[]> draws, double[][] inputs, double[] losses) {
        this.law = law;
        this.parameters = parameters;
        this.draws = draws;
        this.residuals = IntStream.range(0, losses.length)
                .mapToDouble(i -> Math.log(losses[i]) - Math.log(law.loss(parameters, inputs[i])))
                .toArray();
        this.rSquared = rSquared(residuals, losses);
    }

    /** As {@link #of(ScalingLaw, double[][], double[], int, long)} with {@value #RESAMPLES} draws. */
    public static ScalingFit of(ScalingLaw law, double[][] inputs, double[] losses, long seed) {
        return of(law, inputs, losses, RESAMPLES, seed);
    }

    /**
     * Fits a law to points.
     *
     * @param inputs one row a point, in the order of {@link ScalingLaw#inputs()}
     * @param losses the loss of each point, positive
     * @param resamples how many draws the intervals rest on, at least 1
     * @param seed decides the draws
     * @throws InputException if there are fewer points than parameters, a loss is not positive and finite, the law does not
     *     take a point, the losses are all equal, or the points leave a parameter open
     */
    public static ScalingFit of(ScalingLaw law, double[][] inputs, double[] losses, int resamples, long seed) {
        check(law, inputs, losses, resamples);
        CurveFit fitting = law.fitting();
        double[] best = fitting.fit(inputs, losses, law.starts(inputs, losses)).parameters();
        List<double[]> draws = bootstrap(fitting, inputs, losses, best, resamples, new Random(seed));
        return new ScalingFit(law, best, draws, inputs, losses);
    }

    /** As {@link #of(ScalingLaw, double[][], double[], int, long)}. */
    public static ScalingFit of(ScalingLaw law, ScalingPoints points, int resamples, long seed) {
        return of(law, points.inputs(), points.losses(), resamples, seed);
    }

    private static List<double[]> bootstrap(
            CurveFit fitting, double[][] inputs, double[] losses, double[] start, int resamples, Random random) {
        List<double[]> draws = new ArrayList<>();
        for (int draw = 0; draw < resamples; draw++) {
            int[] rows = random.ints(losses.length, 0, losses.length).toArray();
            double[][] drawnInputs =
                    Arrays.stream(rows).mapToObj(row -> inputs[row]).toArray(double[][]::new);
            double[] drawnLosses =
                    Arrays.stream(rows).mapToDouble(row -> losses[row]).toArray();
            draws.add(fitting.fit(drawnInputs, drawnLosses, List.of(start)).parameters());
        }
        return draws;
    }

    /** The law that was fitted. */
    public ScalingLaw law() {
        return law;
    }

    /** The fitted parameters, in the order of {@link ScalingLaw#parameters()}. */
    public double[] parameters() {
        return parameters.clone();
    }

    /** The fitted parameter of the given name, with its interval. */
    public Estimate parameter(String name) {
        int index = law.parameters().indexOf(name);
        if (index < 0) {
            throw new InputException(
                    "This law has no parameter '" + name + "': choose one of " + law.parameters() + ".");
        }
        return estimate(parameters -> parameters[index]);
    }

    /** Anything that follows from the parameters, in the order of {@link ScalingLaw#parameters()}, with its interval. */
    public Estimate estimate(ToDoubleFunction<double[]> quantity) {
        return estimate(
                quantity.applyAsDouble(parameters),
                draws.stream().mapToDouble(quantity).toArray());
    }

    private static Estimate estimate(double value, double[] drawn) {
        Percentile percentile = new Percentile();
        percentile.setData(drawn);
        double tail = (100 - CONFIDENCE) / 2;
        return new Estimate(value, percentile.evaluate(tail), percentile.evaluate(100 - tail));
    }

    /**
     * The loss the fitted law gives, with its interval.
     *
     * @param inputs one number for each of {@link ScalingLaw#inputs()}
     */
    public Estimate predict(double... inputs) {
        law.requirePoint(inputs, "The point to predict");
        return estimate(parameters -> law.loss(parameters, inputs));
    }

    /**
     * What another fit gives for the loss that this fit gives: the loss on other data, or an error on tasks. Draws of the
     * two are taken in pairs.
     *
     * @param link a fit of a law with the loss as its one input
     * @param inputs as of {@link #predict}
     * @throws InputException if the law of the link has other inputs
     */
    public Estimate predictThrough(ScalingFit link, double... inputs) {
        if (link.law.inputs().size() != 1) {
            throw new InputException("A link takes a loss alone, but this law takes " + link.law.inputs()
                    + ": give a fit of a ShiftedPowerLaw or a DownstreamErrorLaw.");
        }
        law.requirePoint(inputs, "The point to predict");
        return estimateWith(link, (mine, other) -> link.law.loss(other, law.loss(mine, inputs)));
    }

    /**
     * Anything that follows from the parameters of this fit and of another, with its interval. Draws of the two are taken
     * in pairs.
     */
    public Estimate estimateWith(ScalingFit other, ToDoubleBiFunction<double[], double[]> quantity) {
        return estimate(
                quantity.applyAsDouble(parameters, other.parameters),
                IntStream.range(0, Math.min(draws.size(), other.draws.size()))
                        .mapToDouble(i -> quantity.applyAsDouble(draws.get(i), other.draws.get(i)))
                        .toArray());
    }

    /** log(measured loss) - log(fitted loss) of each point. */
    public double[] residuals() {
        return residuals.clone();
    }

    /** The share of the variance of log(loss) that the law explains. */
    public double rSquared() {
        return rSquared;
    }

    /** The parameters and their intervals: columns {@code parameter, value, low, high}. */
    public Table toTable() {
        List<Estimate> estimates =
                law.parameters().stream().map(this::parameter).toList();
        return Table.create(
                "scaling law",
                StringColumn.create("parameter", law.parameters()),
                DoubleColumn.create("value", estimates.stream().mapToDouble(Estimate::value)),
                DoubleColumn.create("low", estimates.stream().mapToDouble(Estimate::low)),
                DoubleColumn.create("high", estimates.stream().mapToDouble(Estimate::high)));
    }

    private static double rSquared(double[] residuals, double[] losses) {
        double mean = Arrays.stream(losses).map(Math::log).average().orElseThrow();
        double total =
                Arrays.stream(losses).map(loss -> square(Math.log(loss) - mean)).sum();
        return 1 - Arrays.stream(residuals).map(ScalingFit::square).sum() / total;
    }

    private static double square(double value) {
        return value * value;
    }

    private static void check(ScalingLaw law, double[][] inputs, double[] losses, int resamples) {
        if (inputs.length != losses.length) {
            throw new InputException("There are " + inputs.length + " rows of inputs and " + losses.length
                    + " losses: give one loss a row.");
        }
        if (losses.length < law.parameters().size()) {
            throw new InputException(
                    "A law with the parameters " + law.parameters() + " cannot be fitted to " + losses.length
                            + " points: give at least " + law.parameters().size() + ".");
        }
        if (resamples < 1) {
            throw new InputException("The bootstrap was asked for " + resamples + " draws: give 1 or more.");
        }
        for (int i = 0; i < losses.length; i++) {
            law.requirePoint(inputs[i], "Point " + i);
            if (!(losses[i] > 0 && Double.isFinite(losses[i]))) {
                throw new InputException(
                        "The loss of point " + i + " is " + losses[i] + ": give positive finite losses.");
            }
        }
        if (Arrays.stream(losses).distinct().count() == 1) {
            throw new InputException("All losses are " + losses[0] + ", so there is no fall to fit: give points whose"
                    + " losses differ.");
        }
        law.requireIdentifiable(inputs);
    }
}
