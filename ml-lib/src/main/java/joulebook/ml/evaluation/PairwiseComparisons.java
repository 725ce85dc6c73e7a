package joulebook.ml.evaluation;

import java.util.Random;
import joulebook.ml.InputException;

/**
 * Models compared two by two on single examples (Levtsov and Ustalov 2025): one wins where it scores higher by more than
 * a margin; else it is a tie, half a win for each.
 */
public final class PairwiseComparisons {
    private final ScoreMatrix scores;
    private final double margin;
    private final Random random;
    private final double[][] wins;

    /**
     * Comparisons to be drawn at random.
     *
     * @param margin 0 or more
     */
    public PairwiseComparisons(ScoreMatrix scores, double margin, long seed) {
        if (!(margin >= 0)) {
            throw new InputException("The margin of a win is " + margin + ", but it must be 0 or more.");
        }
        scores.requireSeveralModels();
        this.scores = scores;
        this.margin = margin;
        this.random = new Random(seed);
        this.wins = new double[scores.models().size()][scores.models().size()];
    }

    /** Wins over all pairs and examples: [models, models], the wins of the row's model over the column's. */
    public static double[][] all(ScoreMatrix scores, double margin) {
        PairwiseComparisons comparisons = new PairwiseComparisons(scores, margin, 0);
        for (int i = 0; i < comparisons.wins.length; i++) {
            for (int j = 0; j < i; j++) {
                for (int e = 0; e < scores.examples(); e++) {
                    comparisons.compare(i, j, e);
                }
            }
        }
        return comparisons.wins;
    }

    /** Draws pairs and examples uniformly, with replacement, and adds them to the wins, which are shared: read them only. */
    public double[][] draw(int count) {
        int models = wins.length;
        for (int drawn = 0; drawn < count; drawn++) {
            int i = random.nextInt(models);
            int j = (i + 1 + random.nextInt(models - 1)) % models;
            compare(i, j, random.nextInt(scores.examples()));
        }
        return wins;
    }

    /** The share of its comparisons that each model wins (Borda); NaN for one never compared. */
    public static double[] winRates(double[][] wins) {
        double[] rates = new double[wins.length];
        for (int i = 0; i < wins.length; i++) {
            double won = 0;
            double played = 0;
            for (int j = 0; j < wins.length; j++) {
                won += wins[i][j];
                played += wins[i][j] + wins[j][i];
            }
            rates[i] = won / played;
        }
        return rates;
    }

    private void compare(int i, int j, int example) {
        double difference = scores.scores()[i][example] - scores.scores()[j][example];
        double won = difference > margin ? 1 : difference < -margin ? 0 : 0.5;
        wins[i][j] += won;
        wins[j][i] += 1 - won;
    }
}
