package joulebook.ml.evaluation;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.hipparchus.stat.StatUtils;

/**
 * The model of Bradley and Terry (1952): i beats j with probability p_i / (p_i + p_j).
 *
 * @param strengths p, which sum to 1; NaN for a model that was never compared
 * @param smoothed whether some models lost, or won, all against the others, so that a tenth of a tie was added for each
 *     pair: without it the most likely strengths are infinitely far apart
 */
public record BradleyTerry(double[] strengths, boolean smoothed) {
    private static final double HALF_OF_A_TENTH_TIE = 0.05;
    private static final double TOLERANCE = 1e-10;
    private static final int MOST_STEPS = 10_000;

    /**
     * The most likely strengths, by minorisation and maximisation (Hunter 2004).
     *
     * @param wins [models, models], of the row's model over the column's, ties as half a win for each
     */
    public static BradleyTerry fit(double[][] wins) {
        requireWins(wins);
        int[] compared = IntStream.range(0, wins.length)
                .filter(i -> IntStream.range(0, wins.length).anyMatch(j -> wins[i][j] + wins[j][i] > 0))
                .toArray();
        if (compared.length < 2) {
            throw new InputException("There are no comparisons: strengths need two models with at least one.");
        }
        double[][] among = among(wins, compared);
        boolean smoothed = !isStronglyConnected(among);
        if (smoothed) {
            for (double[] row : among) {
                Arrays.setAll(row, j -> row[j] + HALF_OF_A_TENTH_TIE);
            }
        }
        double[] fitted = maximise(among);
        double[] strengths = new double[wins.length];
        Arrays.fill(strengths, Double.NaN);
        for (int k = 0; k < compared.length; k++) {
            strengths[compared[k]] = fitted[k];
        }
        return new BradleyTerry(strengths, smoothed);
    }

    /** log p less its mean over the models that were compared. */
    public double[] logStrengths() {
        double[] logs = Arrays.stream(strengths).map(Math::log).toArray();
        double mean = StatUtils.mean(
                Arrays.stream(logs).filter(log -> !Double.isNaN(log)).toArray());
        return Arrays.stream(logs).map(log -> log - mean).toArray();
    }

    private static double[] maximise(double[][] wins) {
        int models = wins.length;
        double[] p = new double[models];
        Arrays.fill(p, 1.0 / models);
        double change = 1;
        for (int step = 0; step < MOST_STEPS && change >= TOLERANCE; step++) {
            double[] next = new double[models];
            for (int i = 0; i < models; i++) {
                double won = 0;
                double expected = 0;
                for (int j = 0; j < models; j++) {
                    if (j != i) {
                        won += wins[i][j];
                        expected += (wins[i][j] + wins[j][i]) / (p[i] + p[j]);
                    }
                }
                next[i] = won / expected;
            }
            double sum = Arrays.stream(next).sum();
            change = 0;
            for (int i = 0; i < models; i++) {
                change = Math.max(change, Math.abs(next[i] / sum - p[i]));
                p[i] = next[i] / sum;
            }
        }
        return p;
    }

    /** Whether from each model a chain of wins leads to each other one. */
    private static boolean isStronglyConnected(double[][] wins) {
        return reachesAll(wins.length, (i, j) -> wins[i][j] > 0) && reachesAll(wins.length, (i, j) -> wins[j][i] > 0);
    }

    private static boolean reachesAll(int models, Edge edge) {
        boolean[] reached = new boolean[models];
        reach(0, reached, edge);
        return IntStream.range(0, models).allMatch(i -> reached[i]);
    }

    private static void reach(int from, boolean[] reached, Edge edge) {
        reached[from] = true;
        IntPredicate isNew = to -> !reached[to] && edge.leads(from, to);
        IntStream.range(0, reached.length).filter(isNew).forEach(to -> reach(to, reached, edge));
    }

    private interface Edge {
        boolean leads(int from, int to);
    }

    private static double[][] among(double[][] wins, int[] models) {
        return Arrays.stream(models)
                .mapToObj(
                        i -> Arrays.stream(models).mapToDouble(j -> wins[i][j]).toArray())
                .toArray(double[][]::new);
    }

    private static void requireWins(double[][] wins) {
        for (double[] row : wins) {
            if (row.length != wins.length
                    || !Arrays.stream(row).allMatch(count -> count >= 0 && Double.isFinite(count))) {
                throw new InputException("Wins are a square matrix of finite counts of 0 or more, but there is a row "
                        + Arrays.toString(row) + " of " + wins.length + ".");
            }
        }
    }
}
