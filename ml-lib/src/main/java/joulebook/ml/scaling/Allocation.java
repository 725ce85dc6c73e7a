package joulebook.ml.scaling;

import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.math.Estimate;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/**
 * The N and D that a fitted law of both gives the lowest loss for, on a budget (Hoffmann et al. 2022, arXiv 2203.15556,
 * section 3.3, approach 3): of floating-point operations, 6 N D, or of joules as an {@link EnergyLaw} has them. It is
 * searched for along log N, where these laws have one valley; for a Chinchilla law and operations it is the closed form of
 * {@link ChinchillaLaw#computeOptimum}.
 *
 * @param n the number of parameters
 * @param d the examples gone through
 * @param loss the loss it leads to
 */
public record Allocation(Estimate n, Estimate d, Estimate loss) {
    private static final List<String> INPUTS = List.of("N", "D");
    private static final double PRECISION = 1e-9;
    private static final int MAX_EVALUATIONS = 1000;
    /** Of an {@link EnergyLaw} whose joules are operations. */
    private static final double[] OPERATIONS = {0, 1};

    /**
     * The best use of so many floating-point operations.
     *
     * @throws InputException if the law is not one of N and D, or the budget does not pay for one parameter and example
     */
    public static Allocation ofFlops(ScalingFit fit, double flops) {
        requireBudget(fit, flops, OPERATIONS, "floating-point operations");
        return new Allocation(
                fit.estimate(law -> bestN(fit.law(), law, OPERATIONS, flops)),
                fit.estimate(law -> affordable(OPERATIONS, flops, bestN(fit.law(), law, OPERATIONS, flops))),
                fit.estimate(
                        law -> lossAt(fit.law(), law, OPERATIONS, flops, bestN(fit.law(), law, OPERATIONS, flops))));
    }

    /**
     * The best use of so many joules.
     *
     * @param fit of the loss
     * @param energy a fit of an {@link EnergyLaw}
     * @throws InputException as {@link #ofFlops}
     */
    public static Allocation ofJoules(ScalingFit fit, ScalingFit energy, double joules) {
        if (!(energy.law() instanceof EnergyLaw)) {
            throw new InputException("Joules are allocated by a fit of an EnergyLaw, but this fit is of the parameters "
                    + energy.law().parameters() + ": fit an EnergyLaw to measured joules.");
        }
        requireBudget(fit, joules, energy.parameters(), "joules");
        return new Allocation(
                fit.estimateWith(energy, (law, cost) -> bestN(fit.law(), law, cost, joules)),
                fit.estimateWith(energy, (law, cost) -> affordable(cost, joules, bestN(fit.law(), law, cost, joules))),
                fit.estimateWith(
                        energy,
                        (law, cost) -> lossAt(fit.law(), law, cost, joules, bestN(fit.law(), law, cost, joules))));
    }

    /** Whether a budget can be allocated by a law: one of a loss that falls with N and D. */
    public static boolean fits(ScalingLaw law) {
        return law.inputs().equals(INPUTS) && !(law instanceof EnergyLaw);
    }

    private static void requireBudget(ScalingFit fit, double budget, double[] cost, String unit) {
        if (!fits(fit.law())) {
            throw new InputException("A budget is split between N and D, but this fit gives "
                    + fit.law().parameters() + " for " + fit.law().inputs()
                    + ": fit a law of a loss that falls with both, such as chinchilla.");
        }
        if (!(affordable(cost, budget, 1) >= 1 && Double.isFinite(budget))) {
            throw new InputException("A budget of " + budget + " " + unit
                    + " does not pay for one parameter and one example: give a larger one.");
        }
    }

    /** The D that a budget leaves at N. */
    private static double affordable(double[] cost, double budget, double n) {
        return budget / new EnergyLaw().loss(cost, n, 1);
    }

    private static double lossAt(ScalingLaw law, double[] parameters, double[] cost, double budget, double n) {
        return law.loss(parameters, n, affordable(cost, budget, n));
    }

    /** From one parameter to as many as leave one example. */
    private static double bestN(ScalingLaw law, double[] parameters, double[] cost, double budget) {
        double most = Math.max(1 + PRECISION, (budget - cost[0]) / (6 * cost[1]));
        double logN = new BrentOptimizer(PRECISION, PRECISION)
                .optimize(
                        new UnivariateObjectiveFunction(log -> lossAt(law, parameters, cost, budget, Math.exp(log))),
                        GoalType.MINIMIZE,
                        new SearchInterval(0, Math.log(most)),
                        new MaxEval(MAX_EVALUATIONS))
                .getPoint();
        return Math.exp(logN);
    }
}
