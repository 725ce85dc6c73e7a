package joulebook.ml.loss;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Users, and the items that suit each, drawn from hidden vectors: each user's best ones are relevant, and parted at random into
 * those to learn from, to choose by and to test with.
 *
 * @param items how many there are
 * @param train the items to learn from, by user
 * @param validation by user
 * @param test by user
 * @param others the items that are not relevant, by user
 */
record ImplicitFeedback(int items, int[][] train, int[][] validation, int[][] test, int[][] others) {
    private static final int DIMENSIONS = 8;
    private static final double NOISE = 0.1;

    /** Half of the relevant items are to test with, a tenth to choose by. */
    static ImplicitFeedback draw(int users, int items, int relevant, long seed) {
        Random random = new Random(seed);
        double[][] tastes = vectors(users, random);
        double[][] kinds = vectors(items, random);
        int[][] train = new int[users][];
        int[][] validation = new int[users][];
        int[][] test = new int[users][];
        int[][] others = new int[users][];
        for (int u = 0; u < users; u++) {
            double[] scores = new double[items];
            for (int i = 0; i < items; i++) {
                scores[i] = NOISE * random.nextGaussian();
                for (int j = 0; j < DIMENSIONS; j++) {
                    scores[i] += tastes[u][j] * kinds[i][j];
                }
            }
            int[] ranked = IntStream.range(0, items)
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> -scores[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            int[] best = shuffled(Arrays.copyOf(ranked, relevant), random);
            test[u] = Arrays.copyOf(best, relevant / 2);
            validation[u] = Arrays.copyOfRange(best, relevant / 2, relevant / 2 + relevant / 10);
            train[u] = Arrays.copyOfRange(best, relevant / 2 + relevant / 10, relevant);
            others[u] = Arrays.copyOfRange(ranked, relevant, items);
        }
        return new ImplicitFeedback(items, train, validation, test, others);
    }

    int users() {
        return train.length;
    }

    /** A user's item that is taken for a negative: some of them are wrongly so, from the test part. */
    int negative(int user, double wrong, SplittableRandom random) {
        int[] from = random.nextDouble() < wrong ? test[user] : others[user];
        return from[random.nextInt(from.length)];
    }

    private static double[][] vectors(int count, Random random) {
        double[][] vectors = new double[count][DIMENSIONS];
        for (double[] vector : vectors) {
            Arrays.setAll(vector, j -> random.nextGaussian());
            double norm = Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
            Arrays.setAll(vector, j -> vector[j] / norm);
        }
        return vectors;
    }

    private static int[] shuffled(int[] values, Random random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
        return values;
    }
}
