package joulebook.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.method.Methods;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Mean scores, comparisons, Bradley-Terry and how sure rankings are. */
class PairwiseTest {
    private static final double[][] WINS = {{0, 2, 4}, {1, 0, 2}, {1, 1, 0}};

    private static ScoreMatrix random(int models, int examples, long seed) {
        Random random = new Random(seed);
        return ScoreMatrix.of(IntStream.range(0, models)
                .mapToObj(i -> random.doubles(examples).toArray())
                .toArray(double[][]::new));
    }

    /** 0.6 with an error of -10 on every twentieth example, and 0.5 always. */
    private static ScoreMatrix rareErrors() {
        double[] strong = new double[100];
        Arrays.setAll(strong, e -> e % 20 == 0 ? -10 : 0.6);
        double[] steady = new double[100];
        Arrays.fill(steady, 0.5);
        return ScoreMatrix.of(strong, steady);
    }

    @Test
    void strengthsAreThoseKnown() {
        assertThat(BradleyTerry.fit(new double[][] {{0, 3}, {1, 0}}).strengths())
                .containsExactly(new double[] {0.75, 0.25}, within(1e-9));
        assertThat(BradleyTerry.fit(WINS).strengths())
                .containsExactly(new double[] {4 / 7.0, 2 / 7.0, 1 / 7.0}, within(1e-6));
        assertThat(BradleyTerry.fit(WINS).logStrengths())
                .containsExactly(new double[] {Math.log(2), 0, -Math.log(2)}, within(1e-6));
    }

    @Test
    void strengthsDependOnTheRatiosOfWinsAlone() {
        double[][] scaled = Arrays.stream(WINS)
                .map(row -> Arrays.stream(row).map(count -> 7 * count).toArray())
                .toArray(double[][]::new);
        assertThat(BradleyTerry.fit(scaled).strengths())
                .containsExactly(BradleyTerry.fit(WINS).strengths(), within(1e-9));
        assertThat(BradleyTerry.fit(new double[][] {{0, 3, 1}, {3, 0, 5}, {1, 5, 0}})
                        .strengths())
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-9));
        double[][] ties = PairwiseComparisons.all(ScoreMatrix.of(new double[4], new double[4], new double[4]), 0);
        assertThat(BradleyTerry.fit(ties).strengths())
                .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-9));
    }

    @Test
    void theLikelihoodIsHighestAtTheStrengths() {
        double[][] wins = PairwiseComparisons.all(random(5, 40, 1), 0);
        double[] fitted = BradleyTerry.fit(wins).strengths();
        for (int i = 0; i < fitted.length; i++) {
            for (double factor : new double[] {0.99, 1.01}) {
                double[] moved = fitted.clone();
                moved[i] *= factor;
                assertThat(logLikelihood(wins, moved)).isLessThan(logLikelihood(wins, fitted));
            }
        }
    }

    private static double logLikelihood(double[][] wins, double[] p) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                sum += wins[i][j] * Math.log(p[i] / (p[i] + p[j]));
            }
        }
        return sum;
    }

    @Test
    void aModelThatAlwaysWinsHasAFiniteStrengthAndThatIsSaid() {
        BradleyTerry fit = BradleyTerry.fit(new double[][] {{0, 5, 5}, {0, 0, 2}, {0, 3, 0}});
        assertThat(fit.smoothed()).isTrue();
        assertThat(fit.logStrengths()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
        assertThat(Ranks.of(fit.strengths())).containsExactly(1, 3, 2);
        assertThat(BradleyTerry.fit(WINS).smoothed()).isFalse();
    }

    @Test
    void aModelNeverComparedHasNoStrength() {
        BradleyTerry fit = BradleyTerry.fit(new double[][] {{0, 0, 3}, {0, 0, 0}, {1, 0, 0}});
        assertThat(fit.strengths()[1]).isNaN();
        assertThat(fit.strengths()[0]).isCloseTo(0.75, within(1e-9));
        assertThat(fit.logStrengths()[0]).isCloseTo(Math.log(3) / 2, within(1e-9));
    }

    @Test
    void rareErrorsCostTheMeanButNotTheComparisons() {
        ScoreMatrix scores = rareErrors();
        assertThat(scores.means()).containsExactly(new double[] {0.07, 0.5}, within(1e-12));
        double[] strengths =
                BradleyTerry.fit(PairwiseComparisons.all(scores, 0)).strengths();
        assertThat(strengths[0] / strengths[1]).isCloseTo(19, within(1e-6));
        RankDisagreement places = RankDisagreement.of(scores, 0);
        assertThat(places.gain(0)).isEqualTo(1);
        assertThat(places.hasRareErrors(0)).isTrue();
        assertThat(places.hasRareErrors(1)).isFalse();
    }

    @Test
    void comparisonsHeedTheOrderOfScoresAlone() {
        ScoreMatrix scores = random(4, 50, 2);
        ScoreMatrix transformed = ScoreMatrix.of(Arrays.stream(scores.scores())
                .map(row -> Arrays.stream(row).map(score -> Math.exp(5 * score)).toArray())
                .toArray(double[][]::new));
        assertThat(PairwiseComparisons.all(transformed, 0)).isDeepEqualTo(PairwiseComparisons.all(scores, 0));
        assertThat(new PairwiseComparisons(transformed, 0, 3).draw(200))
                .isDeepEqualTo(new PairwiseComparisons(scores, 0, 3).draw(200));
    }

    @Test
    void aWinExceedsTheMargin() {
        ScoreMatrix scores = ScoreMatrix.of(new double[] {0.5, 0.9}, new double[] {0.4, 0.4});
        assertThat(PairwiseComparisons.all(scores, 0.2)).isDeepEqualTo(new double[][] {{0, 1.5}, {0.5, 0}});
        assertThat(PairwiseComparisons.winRates(PairwiseComparisons.all(scores, 0.2)))
                .containsExactly(0.75, 0.25);
    }

    @Test
    void manyDrawnComparisonsGiveTheWinRatesOfAll() {
        ScoreMatrix scores = random(4, 30, 4);
        double[] all = PairwiseComparisons.winRates(PairwiseComparisons.all(scores, 0));
        double[][] drawn = new PairwiseComparisons(scores, 0, 0).draw(40_000);
        assertThat(Arrays.stream(drawn).flatMapToDouble(Arrays::stream).sum()).isEqualTo(40_000);
        assertThat(PairwiseComparisons.winRates(drawn)).containsExactly(all, within(0.02));
    }

    @Test
    void theBootstrapSaysHowSureAPlaceIs() {
        ScoreMatrix clear = ScoreMatrix.of(new double[] {3, 4, 3}, new double[] {1, 2, 1}, new double[] {0, 0, 0});
        RankingStability sure = RankingStability.bootstrap((s, seed) -> s.means(), clear, 200, 0);
        assertThat(sure.kept()).containsExactly(1, 1, 1);
        assertThat(sure.ranks().get(1).low()).isEqualTo(2);
        assertThat(sure.scores().get(0).low()).isEqualTo(3);
        assertThat(sure.scores().get(0).high()).isEqualTo(4);
        assertThat(sure.order()).containsExactly(0, 1, 2);

        RankingStability unsure = RankingStability.bootstrap((s, seed) -> s.means(), random(3, 20, 5), 200, 0);
        assertThat(Arrays.stream(unsure.kept()).min().orElseThrow()).isLessThan(0.9);
        assertThat(unsure)
                .usingRecursiveComparison()
                .isEqualTo(RankingStability.bootstrap((s, seed) -> s.means(), random(3, 20, 5), 200, 0));
        assertThat(RankingStability.bootstrap((s, seed) -> s.means(), clear, 0, 0)
                        .scores()
                        .get(0)
                        .isBounded())
                .isFalse();
    }

    @Test
    void aTableHasARowForEachModel() {
        Table table = Table.create(
                IntColumn.create("easy", 3, 1),
                StringColumn.create("model", "a", "b"),
                DoubleColumn.create("hard", 2, 5));
        assertThat(ScoreMatrix.of(table).models()).containsExactly("a", "b");
        assertThat(ScoreMatrix.of(table).scores()).isDeepEqualTo(new double[][] {{3, 2}, {1, 5}});
        assertThat(ScoreMatrix.of(table, List.of("hard")).means()).containsExactly(2, 5);
        assertThat(ScoreMatrix.of(table).meanZScores()).containsExactly(0, 0);
        assertThatThrownBy(() -> ScoreMatrix.of(table, List.of("size")))
                .hasMessage("There is no column \"size\" in the table: choose among easy, model, hard.");
        assertThatThrownBy(() -> ScoreMatrix.of(table, List.of("model"))).hasMessageContaining("holds no numbers");
        table.doubleColumn("hard").setMissing(1);
        assertThatThrownBy(() -> ScoreMatrix.of(table))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "The score 1 of b is NaN, but a score is a finite number: fill it, or leave out that example.");
    }

    @Test
    void everyRankerPutsTheBestFirst() {
        ScoreMatrix scores = ScoreMatrix.of(
                new double[] {1, 0, 2, 1, 0, 1}, new double[] {4, 5, 6, 4, 5, 6}, new double[] {2, 3, 4, 3, 3, 2});
        for (String name : Methods.names(Ranker.class)) {
            assertThat(Ranks.of(Methods.make(Ranker.class, name).rate(scores, 0)))
                    .as(name)
                    .containsExactly(3, 1, 2);
        }
    }

    @Test
    void badInputIsAnsweredInOneSentence() {
        assertThatThrownBy(() -> PairwiseComparisons.all(ScoreMatrix.of(new double[] {1}), 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("only one model");
        assertThatThrownBy(() -> PairwiseComparisons.all(rareErrors(), -1)).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> BradleyTerry.fit(new double[2][2])).hasMessageContaining("no comparisons");
        assertThatThrownBy(() -> BradleyTerry.fit(new double[][] {{0, -1}, {1, 0}}))
                .hasMessageContaining("0 or more");
        assertThatThrownBy(() -> ScoreMatrix.of(new double[] {1, 2}, new double[] {1}))
                .hasMessageContaining("score all models on the same examples");
        assertThatThrownBy(() -> RankingStability.bootstrap((s, seed) -> s.means(), rareErrors(), -1, 0))
                .hasMessageContaining("0 or more");
    }
}
