package joulebook.kernel.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final History history = new History(HistoryFile.none());

    @BeforeEach
    void fill() {
        String[] codes = {"a", "int x = 1;\nx", "a", "b*(c)", ""};
        for (int i = 0; i < codes.length; i++) {
            history.add(new Cell(i + 1, codes[i], false, true));
        }
    }

    private static List<Integer> numbers(List<History.Entry> entries) {
        return entries.stream().map(History.Entry::line).toList();
    }

    @Test
    void givesTheLastCells() {
        assertThat(numbers(history.tail(2))).containsExactly(4, 5);
        assertThat(numbers(history.tail(0))).isEmpty();
        assertThat(numbers(history.tail(99))).containsExactly(1, 2, 3, 4, 5);
        assertThat(numbers(history.tail(-1))).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void givesARangeWithoutItsEnd() {
        assertThat(numbers(history.range(0, 2, 4))).containsExactly(2, 3);
        assertThat(numbers(history.range(0, 4, 0))).containsExactly(4, 5);
        assertThat(numbers(history.range(0, 9, 12))).isEmpty();
    }

    @Test
    void searchesByGlobOverTheWholeText() {
        assertThat(numbers(history.search("int*", -1, false))).containsExactly(2);
        assertThat(numbers(history.search("?", -1, false))).containsExactly(1, 3);
        assertThat(numbers(history.search("*(c)", -1, false))).containsExactly(4);
        assertThat(numbers(history.search("b", -1, false))).isEmpty();
        assertThat(numbers(history.search("*", 2, false))).containsExactly(4, 5);
    }

    @Test
    void givesEachTextOnceWithItsLatestCell() {
        assertThat(numbers(history.search("a", -1, true))).containsExactly(3);
        assertThat(numbers(history.search("*", -1, true))).containsExactly(2, 3, 4, 5);
    }
}
