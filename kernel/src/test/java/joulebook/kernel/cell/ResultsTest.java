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
                                .isEqualTo("Cell 1 has shown no value that is still kept. Kept are those of: cell 2."));
        assertThatThrownBy(() -> results.last(0)).isInstanceOf(UserError.class);
        results.clear();
        assertThat(results.all()).isEmpty();
    }

    @Test
    void keepsTheLastThousandBeforeTheLatest() {
        for (int cell = 1; cell <= 1_025; cell++) {
            results.add(cell, cell);
        }
        assertThat(results.all()).hasSize(1_020).containsKey(6).doesNotContainKey(5);
        assertThat(results.last(1_020)).isEqualTo(6);
        assertThatThrownBy(() -> results.of(5))
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> assertThat(e.text())
                                .endsWith(
                                        "Kept are those of: ..., cell 1016, cell 1017, cell 1018, cell 1019, cell 1020,"
                                                + " cell 1021, cell 1022, cell 1023, cell 1024, cell 1025."));
    }

    @Test
    void olderValuesGiveWayWhenMemoryIsShort() {
        for (int cell = 1; cell <= 30; cell++) {
            results.add(cell, new byte[100]);
        }
        long more = Runtime.getRuntime().maxMemory() / Long.BYTES + 1;
        assertThatThrownBy(() -> hold(new long[(int) Math.min(more, Integer.MAX_VALUE - 8)]))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(results.all()).hasSize(20).containsKeys(11, 30);
        assertThatThrownBy(() -> results.of(10)).isInstanceOf(UserError.class);
    }

    private static void hold(long[] array) {
        array[0] = array.length;
    }
}
