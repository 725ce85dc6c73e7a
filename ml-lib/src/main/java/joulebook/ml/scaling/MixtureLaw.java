package joulebook.ml.scaling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;

/**
 * The loss on a target domain of a model with N parameters that saw D tokens, a share h_i of them of training domain i
 * (Shukor et al. 2025, arXiv 2507.09404):
 *
 * <pre>
 * additive: L = E + 1 / sum_i C_i h_i^gamma_i + A / N^alpha + B / D^beta
 * joint:    the same with A = (sum_i CA_i h_i)^gammaA and B = (sum_i CB_i h_i)^gammaB
 * </pre>
 *
 * @param domains K, the number of training domains
 * @param joint whether the mixture also changes the terms of size and data
 */
public record MixtureLaw(int domains, boolean joint) implements ScalingLaw {

    private static final int ADDITIVE_STARTS = 12;
    private static final int JOINT_STARTS = 4;
    private static final double TOLERANCE = 1e-6;

    /** Where C_1 stands among the parameters, after E, alpha and beta. */
    private static final int FIRST_C = 3;

    public MixtureLaw {
        if (domains < 1) {
            throw new InputException("A mixture has " + domains + " domains: give 1 or more.");
        }
    }

    public static MixtureLaw additive(int domains) {
        return new MixtureLaw(domains, false);
    }

    public static MixtureLaw joint(int domains) {
        return new MixtureLaw(domains, true);
    }

    /** N, D, and the shares h1 to hK. */
    @Override
    public List<String> inputs() {
        List<String> inputs = new ArrayList<>(List.of("N", "D"));
        inputs.addAll(each("h"));
        return inputs;
    }

    @Override
    public List<String> parameters() {
        List<String> parameters = new ArrayList<>(List.of("E", "alpha", "beta"));
        parameters.addAll(each("C"));
        parameters.addAll(each("gamma"));
        if (joint) {
            parameters.add("gammaA");
            parameters.addAll(each("CA"));
            parameters.add("gammaB");
            parameters.addAll(each("CB"));
        } else {
            parameters.add("A");
            parameters.add("B");
        }
        return parameters;
    }

    private List<String> each(String name) {
        return IntStream.rangeClosed(1, domains).mapToObj(i -> name + i).toList();
    }

    /** Where A, or gammaA and CA_1 to CA_K, stand among the parameters. */
    private int sizeTerm() {
        return FIRST_C + 2 * domains;
    }

    private int dataTerm() {
        return sizeTerm() + (joint ? 1 + domains : 1);
    }

    @Override
    public double loss(double[] p, double... inputs) {
        return p[0]
                + 1 / coverage(p, inputs)
                + factor(p, sizeTerm(), inputs) * Math.pow(inputs[0], -p[1])
                + factor(p, dataTerm(), inputs) * Math.pow(inputs[1], -p[2]);
    }

    /** sum_i C_i h_i^gamma_i. */
    private double coverage(double[] p, double[] inputs) {
        double sum = 0;
        for (int i = 0; i < domains; i++) {
            sum += p[FIRST_C + i] * Math.pow(inputs[2 + i], p[FIRST_C + domains + i]);
        }
        return sum;
    }

    /** A or B. */
    private double factor(double[] p, int at, double[] inputs) {
        return joint ? Math.pow(weighted(p, at, inputs), p[at]) : p[at];
    }

    private double weighted(double[] p, int at, double[] inputs) {
        double sum = 0;
        for (int i = 0; i < domains; i++) {
            sum += p[at + 1 + i] * inputs[2 + i];
        }
        return sum;
    }

    /** The derivatives of the loss by h1 to hK, all of which must be positive. */
    public double[] gradient(double[] p, double... inputs) {
        double coverage = coverage(p, inputs);
        double[] gradient = new double[domains];
        for (int i = 0; i < domains; i++) {
            double gamma = p[FIRST_C + domains + i];
            gradient[i] = -p[FIRST_C + i] * gamma * Math.pow(inputs[2 + i], gamma - 1) / (coverage * coverage);
            if (joint) {
                gradient[i] += slope(p, sizeTerm(), inputs, i) * Math.pow(inputs[0], -p[1])
                        + slope(p, dataTerm(), inputs, i) * Math.pow(inputs[1], -p[2]);
            }
        }
        return gradient;
    }

    private double slope(double[] p, int at, double[] inputs, int domain) {
        return p[at] * Math.pow(weighted(p, at, inputs), p[at] - 1) * p[at + 1 + domain];
    }

    @Override
    public void requirePoint(double[] point, String what) {
        boolean shares = point.length == 2 + domains
                && Arrays.stream(point, 2, point.length).allMatch(h -> h >= 0)
                && Math.abs(Arrays.stream(point, 2, point.length).sum() - 1) <= TOLERANCE;
        if (!(shares && point[0] > 0 && point[1] > 0 && Double.isFinite(point[0] * point[1]))) {
            throw new InputException(what + " has the inputs " + Arrays.toString(point) + ": give positive N and D and "
                    + domains + " shares that sum to 1.");
        }
    }

    /** The terms of size and data show in two sizes and two amounts of data; the mixture has to vary, too. */
    @Override
    public void requireIdentifiable(double[][] points) {
        Starts.requireDistinct(Arrays.stream(points).mapToDouble(p -> p[0]), 2, "N");
        Starts.requireDistinct(Arrays.stream(points).mapToDouble(p -> p[1]), 2, "D");
        for (int i = 0; i < domains && domains > 1; i++) {
            int column = 2 + i;
            Starts.requireDistinct(Arrays.stream(points).mapToDouble(p -> p[column]), 3, inputs().get(column));
        }
    }

    /** A joint law starts from the additive law that fits best, too, so that it never fits worse. */
    @Override
    public List<double[]> starts(double[][] inputs, double[] losses) {
        List<double[]> starts = randomStarts(inputs, losses);
        if (joint) {
            MixtureLaw additive = additive(domains);
            starts.add(asJoint(additive.fitting()
                    .fit(inputs, losses, additive.starts(inputs, losses))
                    .parameters()));
        }
        return starts;
    }

    private double[] asJoint(double[] additive) {
        double[] p = Arrays.copyOf(additive, parameters().size());
        p[sizeTerm()] = 1;
        p[dataTerm()] = 1;
        Arrays.fill(p, sizeTerm() + 1, dataTerm(), additive[additive.length - 2]);
        Arrays.fill(p, dataTerm() + 1, p.length, additive[additive.length - 1]);
        return p;
    }

    /** Drawn alike each time: E about half the lowest loss, the other terms shares of the rest. */
    private List<double[]> randomStarts(double[][] inputs, double[] losses) {
        Random random = new Random(0);
        double centreN = Starts.centre(inputs, 0);
        double centreD = Starts.centre(inputs, 1);
        List<double[]> starts = new ArrayList<>();
        for (int start = 0; start < (joint ? JOINT_STARTS : ADDITIVE_STARTS); start++) {
            double[] p = new double[parameters().size()];
            p[0] = (0.1 + 0.8 * random.nextDouble()) * Starts.lowest(losses);
            double rest = Starts.mean(losses) - p[0];
            p[1] = 0.1 + 0.7 * random.nextDouble();
            p[2] = 0.1 + 0.7 * random.nextDouble();
            for (int i = 0; i < domains; i++) {
                p[FIRST_C + i] = Math.exp(random.nextGaussian()) / rest;
                p[FIRST_C + domains + i] = 0.1 + 0.9 * random.nextDouble();
            }
            fillFactor(p, sizeTerm(), 0.1 * rest * Math.pow(centreN, p[1]), random);
            fillFactor(p, dataTerm(), 0.1 * rest * Math.pow(centreD, p[2]), random);
            starts.add(p);
        }
        return starts;
    }

    private void fillFactor(double[] p, int at, double factor, Random random) {
        p[at] = factor;
        if (joint) {
            p[at] = 0.5 + random.nextDouble();
            Arrays.fill(p, at + 1, at + 1 + domains, Math.pow(factor, 1 / p[at]));
        }
    }
}
