package joulebook.ml.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.hipparchus.stat.StatUtils;

/**
 * How well each item of a benchmark tells good models from bad ones.
 *
 * @param difficulty the share of models that solve each item
 * @param discrimination the point-biserial correlation of solving the item with a model's share of solved items; 0 where
 *     all or none solve it, or all models are equally good
 * @param corrected the same, with the item itself left out of that share
 */
public record ItemAnalysis(double[] difficulty, double[] discrimination, double[] corrected) {
    private static final int FEWEST_MODELS = 3;

    /** @param solved [models, items] whether each model solves each item; three models or more */
    public static ItemAnalysis of(boolean[][] solved) {
        if (solved.length < FEWEST_MODELS || solved[0].length == 0) {
            throw new InputException(
                    "Items cannot be judged by " + solved.length + " models: give answers of three or more.");
        }
        int items = solved[0].length;
        if (Arrays.stream(solved).anyMatch(row -> row.length != items)) {
            throw new InputException("Some models answered fewer items than others: give all models the same items.");
        }
        double[] counts =
                Arrays.stream(scores(solved)).map(share -> items * share).toArray();
        double[] difficulty = new double[items];
        double[] discrimination = new double[items];
        double[] corrected = new double[items];
        for (int j = 0; j < items; j++) {
            boolean[] item = item(solved, j);
            double[] others = IntStream.range(0, item.length)
                    .mapToDouble(m -> counts[m] - (item[m] ? 1 : 0))
                    .toArray();
            difficulty[j] = share(item);
            discrimination[j] = pointBiserial(item, counts);
            corrected[j] = pointBiserial(item, others);
        }
        return new ItemAnalysis(difficulty, discrimination, corrected);
    }

    /** Each model's share of solved items. */
    public static double[] scores(boolean[][] solved) {
        return Arrays.stream(solved).mapToDouble(ItemAnalysis::share).toArray();
    }

    /** Each model's share of solved items among some. */
    public static double[] scores(boolean[][] solved, int[] items) {
        return Arrays.stream(solved)
                .mapToDouble(row -> Arrays.stream(items)
                        .mapToDouble(j -> row[j] ? 1 : 0)
                        .average()
                        .orElseThrow())
                .toArray();
    }

    /**
     * The difference of the mean scores of those that solve the item and those that do not, over the scores' standard
     * deviation, times sqrt(p (1 - p)) with p the share that solves it: Pearson's correlation of the two.
     */
    public static double pointBiserial(boolean[] solved, double[] scores) {
        double p = share(solved);
        double deviation = Math.sqrt(StatUtils.populationVariance(scores));
        if (p == 0 || p == 1 || deviation == 0) {
            return 0;
        }
        return (mean(scores, solved, true) - mean(scores, solved, false)) / deviation * Math.sqrt(p * (1 - p));
    }

    private static double mean(double[] scores, boolean[] solved, boolean wanted) {
        return IntStream.range(0, scores.length)
                .filter(m -> solved[m] == wanted)
                .mapToDouble(m -> scores[m])
                .average()
                .orElseThrow();
    }

    private static boolean[] item(boolean[][] solved, int item) {
        boolean[] column = new boolean[solved.length];
        for (int m = 0; m < column.length; m++) {
            column[m] = solved[m][item];
        }
        return column;
    }

    static double share(boolean[] solved) {
        int count = 0;
        for (boolean one : solved) {
            count += one ? 1 : 0;
        }
        return (double) count / solved.length;
    }
}
