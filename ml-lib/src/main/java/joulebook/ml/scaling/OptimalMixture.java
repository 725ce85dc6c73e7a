package joulebook.ml.scaling;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * The training mixture with the lowest weighted sum of fitted losses, by mirror descent on the simplex, h_i ~ h_i exp(-step
 * g_i). With the additive law it does not depend on the size and the data, and is the global one where each gamma is at most
 * 1; with the joint law the best of several descents is taken.
 */
public final class OptimalMixture {

    /** What is left of h_i |g_i - mean g| at the optimum. */
    private static final double TOLERANCE = 1e-8;

    private static final int MAX_STEPS = 100_000;

    /** Weights below have slopes beyond number where a gamma is below 1. */
    private static final double SMALLEST = 1e-9;

    private final List<ScalingFit> fits;
    private final List<double[]> parameters;
    private final double[] weights;
    private final double n;
    private final double d;
    private final int domains;

    private OptimalMixture(List<ScalingFit> fits, double[] weights, double n, double d) {
        this.fits = fits;
        this.parameters = fits.stream().map(ScalingFit::parameters).toList();
        this.weights = weights;
        this.n = n;
        this.d = d;
        this.domains = law(0).domains();
    }

    /**
     * The best mixture for targets.
     *
     * @param fits one fit of a {@link MixtureLaw} a target domain, all with the same training domains
     * @param weights how much each target counts, not negative
     * @param n the parameters of the model to train
     * @param d its tokens
     * @return one share a training domain
     * @throws InputException if a fit is of another law, or the weights are not one a fit
     */
    public static double[] solve(List<ScalingFit> fits, double[] weights, double n, double d) {
        if (fits.isEmpty()
                || fits.size() != weights.length
                || Arrays.stream(weights).anyMatch(w -> !(w >= 0))) {
            throw new InputException("The best mixture was asked for " + fits.size() + " targets with the weights "
                    + Arrays.toString(weights) + ": give one weight a target, not negative.");
        }
        if (!fits.stream().allMatch(fit -> fit.law() instanceof MixtureLaw)) {
            throw new InputException("The best mixture needs fits of a MixtureLaw: fit one for each target.");
        }
        return new OptimalMixture(fits, weights, n, d).best();
    }

    private MixtureLaw law(int target) {
        return (MixtureLaw) fits.get(target).law();
    }

    private double[] best() {
        double[] best = descend(uniformBut(-1));
        if (fits.stream().anyMatch(fit -> ((MixtureLaw) fit.law()).joint())) {
            for (int domain = 0; domain < domains; domain++) {
                double[] found = descend(uniformBut(domain));
                best = loss(found) < loss(best) ? found : best;
            }
        }
        return best;
    }

    /** Even shares, or nine tenths for one domain. */
    private double[] uniformBut(int domain) {
        double[] h = new double[domains];
        Arrays.setAll(h, i -> domain < 0 || domains == 1 ? 1.0 / domains : i == domain ? 0.9 : 0.1 / (domains - 1));
        return h;
    }

    private double[] descend(double[] start) {
        double[] h = start;
        double loss = loss(h);
        double step = 1;
        for (int i = 0; i < MAX_STEPS; i++) {
            double[] gradient = centred(h);
            double[] at = h;
            if (IntStream.range(0, domains).allMatch(j -> at[j] * Math.abs(gradient[j]) < TOLERANCE)) {
                break;
            }
            double[] moved = move(h, gradient, step);
            double movedLoss = loss(moved);
            if (movedLoss <= loss) {
                h = moved;
                loss = movedLoss;
                step *= 1.5;
            } else {
                step /= 2;
            }
        }
        return h;
    }

    private double[] move(double[] h, double[] gradient, double step) {
        double[] moved = new double[domains];
        Arrays.setAll(
                moved, i -> Math.max(SMALLEST, h[i] * Math.exp(Math.max(-50, Math.min(50, -step * gradient[i])))));
        double sum = Arrays.stream(moved).sum();
        Arrays.setAll(moved, i -> moved[i] / sum);
        return moved;
    }

    private double loss(double[] h) {
        double[] inputs = inputs(h);
        return IntStream.range(0, weights.length)
                .mapToDouble(t -> weights[t] * law(t).loss(parameters.get(t), inputs))
                .sum();
    }

    /** The gradient less its mean under h, which moves nothing. */
    private double[] centred(double[] h) {
        double[] inputs = inputs(h);
        double[] gradient = new double[domains];
        for (int t = 0; t < weights.length; t++) {
            double[] ofTarget = law(t).gradient(parameters.get(t), inputs);
            for (int i = 0; i < domains; i++) {
                gradient[i] += weights[t] * ofTarget[i];
            }
        }
        double mean =
                IntStream.range(0, domains).mapToDouble(i -> h[i] * gradient[i]).sum();
        Arrays.setAll(gradient, i -> gradient[i] - mean);
        return gradient;
    }

    private double[] inputs(double[] h) {
        double[] inputs = new double[2 + domains];
        inputs[0] = n;
        inputs[1] = d;
        System.arraycopy(h, 0, inputs, 2, domains);
        return inputs;
    }
}
