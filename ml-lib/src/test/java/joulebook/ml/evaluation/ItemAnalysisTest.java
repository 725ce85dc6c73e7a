package joulebook.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

/** Items, their filters, subsets of them, and what agrees. */
class ItemAnalysisTest {
    private static final double[] SCORES = {0.2, 0.4, 0.6, 0.8};

    private static boolean[] solved(int... answers) {
        boolean[] solved = new boolean[answers.length];
        for (int i = 0; i < answers.length; i++) {
            solved[i] = answers[i] == 1;
        }
        return solved;
    }

    private static boolean[][] random(int models, int items, long seed) {
        Random random = new Random(seed);
        boolean[][] solved = new boolean[models][items];
        for (int m = 0; m < models; m++) {
            for (int j = 0; j < items; j++) {
                solved[m][j] = random.nextDouble() < (m + 1.0) / (models + 1);
            }
        }
        return solved;
    }

    private static double[] numbers(boolean[][] solved, int item) {
        return Arrays.stream(solved).mapToDouble(row -> row[item] ? 1 : 0).toArray();
    }

    @Test
    void discriminationIsThatKnown() {
        assertThat(ItemAnalysis.pointBiserial(solved(0, 0, 1, 1), SCORES)).isCloseTo(0.8944272, within(1e-7));
        assertThat(ItemAnalysis.pointBiserial(solved(1, 0, 1, 0), SCORES)).isCloseTo(-0.4472136, within(1e-7));
        assertThat(ItemAnalysis.pointBiserial(solved(0, 1, 0, 1), SCORES)).isCloseTo(0.4472136, within(1e-7));
    }

    @Test
    void whatAllOrNoneSolveTellsNothing() {
        assertThat(ItemAnalysis.pointBiserial(solved(1, 1, 1, 1), SCORES)).isZero();
        assertThat(ItemAnalysis.pointBiserial(solved(0, 0, 0, 0), SCORES)).isZero();
        assertThat(ItemAnalysis.pointBiserial(solved(0, 1, 0, 1), new double[] {2, 2, 2, 2}))
                .isZero();
    }

    @Test
    void scalingTheScoresChangesNothing() {
        double[] scaled = Arrays.stream(SCORES).map(score -> 7 * score - 3).toArray();
        assertThat(ItemAnalysis.pointBiserial(solved(0, 1, 0, 1), scaled))
                .isCloseTo(ItemAnalysis.pointBiserial(solved(0, 1, 0, 1), SCORES), within(1e-12));
    }

    @Test
    void itIsPearsonsCorrelation() {
        boolean[][] solved = random(9, 30, 0);
        ItemAnalysis analysis = ItemAnalysis.of(solved);
        double[] scores = ItemAnalysis.scores(solved);
        for (int j = 0; j < 30; j++) {
            int item = j;
            double[] others = IntStream.range(0, 9)
                    .mapToDouble(m -> scores[m] - numbers(solved, item)[m] / 30)
                    .toArray();
            assertThat(analysis.difficulty()[j])
                    .isCloseTo(Arrays.stream(numbers(solved, j)).average().orElseThrow(), within(1e-12));
            assertThat(analysis.discrimination()[j]).isCloseTo(pearson(numbers(solved, j), scores), within(1e-12));
            assertThat(analysis.corrected()[j]).isCloseTo(pearson(numbers(solved, j), others), within(1e-12));
        }
    }

    private static double pearson(double[] a, double[] b) {
        double r = new PearsonsCorrelation().correlation(a, b);
        return Double.isNaN(r) ? 0 : r;
    }

    @Test
    void blindAndWrongItemsAreFound() {
        boolean[][] solved = {solved(0, 0, 1, 0, 0), solved(1, 0, 0, 0, 1), solved(1, 0, 0, 1, 1), solved(1, 0, 0, 1, 1)
        };
        assertThat(ItemFilters.suspicious(ItemAnalysis.of(solved))).containsExactly(1, 2);
        assertThat(ItemFilters.solvedBlind(solved, 0.5)).containsExactly(0, 3, 4);
        assertThat(ItemFilters.solvedBlind(solved, 0.75)).containsExactly(0, 4);
        assertThat(ItemFilters.withoutConfirmed(5, new int[] {1, 2}, item -> item == 2))
                .containsExactly(0, 1, 3, 4);
        assertThat(ItemFilters.aboveChance(4, 12)).isCloseTo(0.25 + 2 * 0.125, within(1e-12));
    }

    @Test
    void choicesAreCorrectedForChance() {
        assertThat(MultipleChoice.corrected(0.25, 4)).isZero();
        assertThat(MultipleChoice.corrected(1, 4)).isEqualTo(1);
        assertThat(MultipleChoice.corrected(0.625, 4)).isEqualTo(0.5);
        assertThat(MultipleChoice.choose(new float[] {1, 9, 3, 4}, 0, 3, 2)).isEqualTo(3);
    }

    @Test
    void subsetsAreNestedAndEndWithAll() {
        Random random = new Random(1);
        double[] values = random.doubles(20).toArray();
        double[] costs = random.doubles(20, 1, 5).toArray();
        int[] frontier = {4, 7};
        List<Integer> before = List.of();
        for (double budget = 0; budget < 110; budget++) {
            int[] kept = SubsetSelector.select(values, costs, budget, frontier, 0.1);
            List<Integer> now = Arrays.stream(kept).boxed().toList();
            assertThat(now).containsAll(before).doesNotHaveDuplicates();
            assertThat(Arrays.stream(kept).mapToDouble(item -> costs[item]).sum())
                    .isLessThanOrEqualTo(budget);
            before = now;
        }
        assertThat(before).hasSize(20);
        assertThat(SubsetSelector.keptDiscrimination(
                        values, IntStream.range(0, 20).toArray()))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void theMostTellingItemsComeFirst() {
        double[] values = {0.1, 0.9, -0.2, 0.5, 0};
        double[] costs = {1, 1, 1, 1, 1};
        assertThat(SubsetSelector.select(values, costs, 2)).containsExactly(1, 3);
        assertThat(SubsetSelector.select(values, costs, 2, new int[] {4}, 0.5)).containsExactly(1, 4);
        assertThat(SubsetSelector.keptDiscrimination(values, new int[] {1})).isCloseTo(0.9 / 1.3, within(1e-12));
    }

    @Test
    void agreementIsThatOfTheOrders() {
        assertThat(RankAgreement.of(new double[] {1, 2, 3}, new double[] {2, 5, 9}))
                .isEqualTo(new RankAgreement(1, 1));
        assertThat(RankAgreement.of(new double[] {1, 2, 3}, new double[] {1, 3, 2}))
                .isEqualTo(new RankAgreement(0.5, 1 / 3.0));
        boolean[][] solved = {new boolean[50], new boolean[50], new boolean[50]};
        Arrays.fill(solved[2], true);
        int[] items = IntStream.range(0, 50).toArray();
        assertThat(RankAgreement.separability(solved, items, 100, 0)).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void badInputIsAnsweredInOneSentence() {
        assertThatThrownBy(() -> ItemAnalysis.of(new boolean[2][5]))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("three or more");
        assertThatThrownBy(() -> ItemAnalysis.of(new boolean[][] {{true}, {true}, {}}))
                .hasMessageContaining("the same items");
        assertThatThrownBy(() -> ItemFilters.solvedBlind(new boolean[3][5], 2)).hasMessageContaining("0 to 1");
        assertThatThrownBy(() -> SubsetSelector.select(new double[2], new double[] {1, 0}, 1))
                .hasMessageContaining("one positive cost");
        assertThatThrownBy(() -> MultipleChoice.corrected(1, 1)).hasMessageContaining("two or more");
    }
}
