package joulebook.kernel.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import joulebook.kernel.error.UserError;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private final Results results = new Results();

    @Test
    void givesTheValuesOfCellsAndTheLastOnes() {
        results.add(1, "a");
        results.add(3, null);
        results.add(4, "c");
        assertThat(results.of(1)).isEqualTo("a");
        assertThat(results.of(3)).isNull();
        assertThat(results.last(1)).isEqualTo("c");
        assertThat(results.last(3)).isEqualTo("a");
        assertThat(results.all().keySet()).containsExactly(1, 3, 4);
    }

    @Test
    void saysWhatThereIsInsteadOfAMissingValue() {
        assertThatThrownBy(() -> results.of(1)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> results.last(1)).isInstanceOf(UserError.class);
        results.add(2, "b");
        assertThatThrownBy(() -> results.of(1))
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> assertThat(e.text())
                                .isEqualTo("Cell 1 has shown no value that is still kept. The cells 2 have."));
        assertThatThrownBy(() -> results.last(0)).isInstanceOf(UserError.class);
        results.clear();
        assertThat(results.all()).isEmpty();
    }

    @Test
    void keepsTheLastThousand() {
        for (int cell = 1; cell <= 1_005; cell++) {
            results.add(cell, cell);
        }
        assertThat(results.all()).hasSize(1_000).containsKey(6).doesNotContainKey(5);
        assertThat(results.last(1_000)).isEqualTo(6);
    }
}
