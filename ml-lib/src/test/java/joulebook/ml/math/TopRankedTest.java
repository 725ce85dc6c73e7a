package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class TopRankedTest {
    private static final double[] SCORES = {0.9, 0.8, 0.7, 0.6, Double.NEGATIVE_INFINITY};

    @Test
    void countsTheRelevantAmongTheFirst() {
        TopRanked first = TopRanked.of(SCORES, new boolean[] {true, false, true, true, false}, 3);
        assertThat(first.recall()).isCloseTo(2 / 3.0, within(1e-12));
        double most = 1 + Math.log(2) / Math.log(3) + 0.5;
        assertThat(first.ndcg()).isCloseTo((1 + 0.5) / most, within(1e-12));
    }

    @Test
    void aPerfectRankingIsOneAndWhatIsMaskedIsMissed() {
        TopRanked perfect = TopRanked.of(SCORES, new boolean[] {true, true, false, false, false}, 3);
        assertThat(perfect).isEqualTo(new TopRanked(1, 1));
        assertThat(TopRanked.of(SCORES, new boolean[] {false, false, false, false, true}, 5))
                .isEqualTo(new TopRanked(0, 0));
        assertThat(TopRanked.of(SCORES, new boolean[] {true, true, true, true, false}, 1))
                .isEqualTo(new TopRanked(0.25, 1));
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertThatThrownBy(() -> TopRanked.of(SCORES, new boolean[5], 3))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("0 of them relevant");
        assertThatThrownBy(() -> TopRanked.of(SCORES, new boolean[] {true}, 3)).hasMessageContaining("5 scores and 1");
    }
}
