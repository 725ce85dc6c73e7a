package joulebook.ml.scaling;

import java.util.Arrays;
import java.util.Random;

/**
 * Stochastic gradient descent from zero weights on regression examples that never repeat.
 *
 * @param data all of whose features the model sees
 * @param maxSteps of one training
 */
record StreamedRegression(PowerLawRegression data, int maxSteps) {

    private static final double[] RATES = {0.05, 0.1, 0.2, 0.4, 0.8};

    /**
     * The mean number of steps to shares of the starting excess loss, each with the learning rate that takes the fewest; the
     * largest number of steps where none comes there.
     *
     * @param shares falling
     * @param runs over which steps are averaged
     */
    double[] fewestSteps(int batch, double[] shares, int runs, long seed) {
        double[] fewest = new double[shares.length];
        Arrays.fill(fewest, maxSteps);
        for (double rate : RATES) {
            double[] sum = new double[shares.length];
            for (int run = 0; run < runs; run++) {
                double[] steps = steps(batch, rate, shares, new Random(seed * runs + run));
                Arrays.setAll(sum, i -> sum[i] + steps[i] / runs);
            }
            Arrays.setAll(fewest, i -> Math.min(fewest[i], sum[i]));
        }
        return fewest;
    }

    private double[] steps(int batch, double rate, double[] shares, Random random) {
        double[] signs = data.signs(data.features(), random);
        double[] weights = new double[signs.length];
        double start = data.excess(weights, signs);
        double[] reached = new double[shares.length];
        Arrays.fill(reached, maxSteps);
        int next = 0;
        for (int step = 1; step <= maxSteps && next < shares.length; step++) {
            update(weights, signs, batch, rate, random);
            double excess = data.excess(weights, signs);
            if (excess > 100 * start) {
                return reached; // diverged
            }
            while (next < shares.length && excess <= shares[next] * start) {
                reached[next++] = step;
            }
        }
        return reached;
    }

    private void update(double[] weights, double[] signs, int batch, double rate, Random random) {
        double[] gradient = new double[weights.length];
        double[] x = new double[weights.length];
        for (int i = 0; i < batch; i++) {
            double error = -data.noise() * random.nextGaussian();
            for (int j = 0; j < x.length; j++) {
                x[j] = Math.sqrt(data.variance(j + 1)) * random.nextGaussian();
                error += (weights[j] - signs[j]) * x[j];
            }
            for (int j = 0; j < x.length; j++) {
                gradient[j] += error * x[j] / batch;
            }
        }
        for (int j = 0; j < x.length; j++) {
            weights[j] -= rate * gradient[j];
        }
    }
}
