package joulebook.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwissRoundTest {
    private static final ScoreMatrix DOMINANCE =
            ScoreMatrix.of(new double[] {4, 4}, new double[] {3, 3}, new double[] {2, 2}, new double[] {1, 1});

    private static ScoreMatrix random(int models, int benchmarks, long seed) {
        Random random = new Random(seed);
        return ScoreMatrix.of(IntStream.range(0, models)
                .mapToObj(i -> random.ints(benchmarks, 0, 4).asDoubleStream().toArray()) // with ties
                .toArray(double[][]::new));
    }

    @Test
    void expectedWinsAreThoseKnown() {
        assertThat(new SwissRound(DOMINANCE, 0).exact()).containsExactly(new double[] {2, 1, 1, 0}, within(1e-12));
        assertThat(new SwissRound(DOMINANCE, 1).exact())
                .containsExactly(new double[] {2, 2 / 3.0, 1 / 3.0, 0}, within(1e-12));
        ScoreMatrix mixed = ScoreMatrix.of(
                new double[] {4, 1, 4}, new double[] {3, 2, 1}, new double[] {2, 4, 3}, new double[] {1, 3, 2});
        assertThat(new SwissRound(mixed, 0).exact())
                .containsExactly(new double[] {2, 4 / 3.0, 4 / 3.0, 1 / 3.0}, within(1e-12));
    }

    @Test
    void allMatchesAreWonByOneModel() {
        assertThat(Arrays.stream(new SwissRound(DOMINANCE, 0).exact()).sum()).isCloseTo(2 * 4 / 2, within(1e-12));
        for (int models = 2; models <= 7; models++) {
            double sum = Arrays.stream(new SwissRound(random(models, 4, models), 0).exact())
                    .sum();
            assertThat(sum).isPositive().isLessThanOrEqualTo(4 * (models / 2) + 1e-9);
        }
    }

    @Test
    void theScaleOfABenchmarkDoesNotMatter() {
        ScoreMatrix scores = random(6, 5, 1);
        ScoreMatrix transformed = ScoreMatrix.of(Arrays.stream(scores.scores())
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(k -> k == 2 ? Math.exp(3 * row[k]) : row[k])
                        .toArray())
                .toArray(double[][]::new));
        assertThat(new SwissRound(transformed, 1).exact()).containsExactly(new SwissRound(scores, 1).exact());
        assertThat(new SwissRound(transformed, 1).simulate(100, 0).mean())
                .containsExactly(new SwissRound(scores, 1).simulate(100, 0).mean());
    }

    @Test
    void whoWinsEverywhereLosesItsByesAlone() {
        double[][] scores = random(8, 3, 2).scores();
        Arrays.fill(scores[3], 9);
        assertThat(new SwissRound(ScoreMatrix.of(scores), 0).exact()[3])
                .isCloseTo(3, within(1e-12)); // groups of 8, 4, 2
        double[][] three = {{2, 2}, {1, 1}, {0, 0}};
        // the best plays with 2/3; then alone with its win, or in a group of two with the loser of the others
        assertThat(new SwissRound(ScoreMatrix.of(three), 0).exact()[0]).isCloseTo(2 / 3.0 + 1 / 3.0, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"8, 6, 0", "7, 5, 1", "6, 6, 2", "5, 4, 9", "1, 3, 0"})
    void simulationsAgreeWithAllPairings(int models, int benchmarks, int eliminations) {
        SwissRound rules = new SwissRound(random(models, benchmarks, 3), eliminations);
        double[] exact = rules.exact();
        SwissRound.Wins wins = rules.simulate(20_000, 0);
        for (int i = 0; i < models; i++) {
            assertThat(wins.mean()[i]).isCloseTo(exact[i], within(4 * wins.standardError()[i] + 1e-9));
        }
    }

    @Test
    void theSameSeedPlaysTheSameTournaments() {
        SwissRound rules = new SwissRound(random(9, 8, 4), 1);
        assertThat(rules.simulate(1234, 5).mean())
                .containsExactly(rules.simulate(1234, 5).mean());
        assertThat(rules.simulate(1234, 5).mean())
                .isNotEqualTo(rules.simulate(1234, 6).mean());
    }

    @Test
    void sensitivityIsTheSlopeOverEliminations() {
        FailureSensitivity profile = new FailureSensitivity(new double[][] {{4, 2, 0}, {3, 2, 0}, {2, 2, 0}});
        assertThat(profile.slope(0)).isCloseTo(-1, within(1e-12));
        assertThat(profile.relativeDrop(0)).isCloseTo(0.5, within(1e-12));
        assertThat(profile.slope(1)).isZero();
        assertThat(profile.relativeDrop(2)).isNaN();
        assertThat(FailureSensitivity.profile(DOMINANCE, 1, 20_000, 0).slope(2)).isCloseTo(1 / 3.0 - 1, within(0.02));
    }

    @Test
    void anInterruptEndsTheTournaments() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new SwissRound(DOMINANCE, 0).simulate(100, 0))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void badInputIsAnsweredInOneSentence() {
        assertThatThrownBy(() -> new SwissRound(DOMINANCE, -1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0 or more");
        assertThatThrownBy(() -> new SwissRound(random(9, 2, 0), 0).exact()).hasMessageContaining("too many: simulate");
        assertThatThrownBy(() -> new SwissRound(DOMINANCE, 0).simulate(1, 0)).hasMessageContaining("needs two");
        assertThatThrownBy(() -> FailureSensitivity.profile(DOMINANCE, 0, 10, 0))
                .hasMessageContaining("1 or more");
    }
}
