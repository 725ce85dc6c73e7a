package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private record Item(double cost, double gain) {}

    @Test
    void keepsWhatNothingBeats() {
        Item cheap = new Item(1, 1);
        Item middle = new Item(2, 3);
        Item best = new Item(5, 4);
        List<Item> items = List.of(
                best,
                new Item(3, 2), // costs more than middle and gains less
                new Item(2, 2),
                middle,
                new Item(2, 3),
                new Item(6, 4),
                new Item(Double.NaN, 9),
                cheap);
        assertThat(ParetoFront.of(items, Item::cost, Item::gain)).containsExactly(cheap, middle, best);
    }
}
