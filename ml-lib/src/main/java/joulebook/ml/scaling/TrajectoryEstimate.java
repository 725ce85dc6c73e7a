package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import joulebook.ml.InputException;
import joulebook.ml.math.LineFit;

/**
 * The constants of a {@link TrajectoryLaw}, estimated step by step from small models (Su et al. 2024, arXiv 2403.06563): N_c
 * and alpha_N from converged losses, then B_star and alpha_B from one model at several batch sizes, then S_c and alpha_S from
 * whole curves.
 *
 * @param unusedTargets target losses that gave no batch trade-off: not reached at two batch sizes, or with a limit below
 *     zero
 * @param unusedPoints points of the curves that lie below the converged loss of their size
 */
public record TrajectoryEstimate(TrajectoryLaw law, int unusedTargets, int unusedPoints) {

    private record Point(double x, double y, double weight) {}

    /**
     * Estimates the constants.
     *
     * @param sizes N of models trained to convergence with large batches
     * @param converged the loss of each
     * @param batches curves of one size at several batch sizes
     * @param targets losses that these curves come down to
     * @param curves of any size and batch size, without warm-up
     * @throws InputException if fewer than two sizes, batch sizes or usable targets are left
     */
    public static TrajectoryEstimate of(
            double[] sizes, double[] converged, List<LossCurve> batches, double[] targets, List<LossCurve> curves) {
        List<Point> bySize = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            bySize.add(new Point(Math.log(sizes[i]), Math.log(converged[i]), 1));
        }
        LineFit size = line(bySize, "sizes");
        double alphaN = -size.slope();
        double nC = Math.exp(size.intercept() / alphaN);

        List<Point> byTarget = criticalBatches(batches, targets);
        LineFit critical = line(byTarget, "usable target losses");
        double alphaB = -1 / critical.slope();
        double bStar = Math.exp(critical.intercept());

        TrajectoryLaw known = new TrajectoryLaw(nC, alphaN, 1, 1, bStar, alphaB);
        List<Point> byStep = excesses(known, curves);
        LineFit steps = line(byStep, "points above the converged loss");
        double alphaS = -steps.slope();
        double sC = Math.exp(steps.intercept() / alphaS);
        int points = curves.stream().mapToInt(curve -> curve.steps().length).sum();
        return new TrajectoryEstimate(
                new TrajectoryLaw(nC, alphaN, sC, alphaS, bStar, alphaB),
                targets.length - byTarget.size(),
                points - byStep.size());
    }

    /** log B_crit against log L. */
    private static List<Point> criticalBatches(List<LossCurve> batches, double[] targets) {
        List<LossCurve> smooth = batches.stream().map(LossCurve::smoothed).toList();
        List<Point> points = new ArrayList<>();
        for (double target : targets) {
            List<Point> reached = new ArrayList<>();
            for (LossCurve curve : smooth) {
                OptionalDouble steps = curve.stepsTo(target);
                steps.ifPresent(s -> reached.add(new Point(curve.batch(), s, 1)));
            }
            if (reached.size() >= 2) {
                BatchTradeoff tradeoff = BatchTradeoff.fit(values(reached, Point::x), values(reached, Point::y));
                if (tradeoff.meaningful()) {
                    points.add(new Point(Math.log(target), Math.log(tradeoff.criticalBatch()), 1));
                }
            }
        }
        return points;
    }

    /**
     * log(L - L_converged) against log S_min. An error in proportion to L makes one in proportion to L / (L - L_converged)
     * of the logarithm, so that a point counts by the inverse square of this.
     */
    private static List<Point> excesses(TrajectoryLaw known, List<LossCurve> curves) {
        List<Point> points = new ArrayList<>();
        for (LossCurve curve : curves) {
            double converged = known.convergedLoss(curve.n());
            for (int i = 0; i < curve.steps().length; i++) {
                double loss = curve.losses()[i];
                double excess = loss - converged;
                if (excess > 0) {
                    double minSteps = known.minSteps(curve.steps()[i], curve.batch(), loss);
                    points.add(new Point(Math.log(minSteps), Math.log(excess), Math.pow(excess / loss, 2)));
                }
            }
        }
        return points;
    }

    private static LineFit line(List<Point> points, String what) {
        if (points.size() < 2) {
            throw new InputException(
                    "The law needs two " + what + " at least, but has " + points.size() + ": give more.");
        }
        return LineFit.weighted(values(points, Point::x), values(points, Point::y), values(points, Point::weight));
    }

    private static double[] values(List<Point> points, ToDoubleFunction<Point> value) {
        return points.stream().mapToDouble(value).toArray();
    }
}
