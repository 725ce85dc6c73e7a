package joulebook.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class FactorizedConvTest {

    private static final Shape IMAGES = new Shape(1, 192, 12, 12);

    /** The weights without biases; the size of the images must stay. */
    private static long weights(Block block) {
        try (NDManager manager = NDManager.newBaseManager()) {
            block.initialize(manager, DataType.FLOAT32, IMAGES);
            assertThat(block.getOutputShapes(new Shape[] {IMAGES})[0]).isEqualTo(IMAGES);
            return block.getParameters().values().stream()
                    .filter(parameter -> parameter.getType() == Parameter.Type.WEIGHT)
                    .mapToLong(parameter -> parameter.getArray().size())
                    .sum();
        }
    }

    @Test
    void costsByHand() {
        assertThat(weights(FactorizedConv.square(7, 192))).isEqualTo(1_806_336);
        assertThat(weights(FactorizedConv.asymmetric(7, 192))).isEqualTo(516_096);
        assertThat(weights(FactorizedConv.stacked(5, 192))).isEqualTo(18 * 192 * 192);
        assertThat(weights(FactorizedConv.stacked(7, 192))).isEqualTo(27 * 192 * 192);
    }

    @Test
    void refusesEvenFilters() {
        assertThatThrownBy(() -> FactorizedConv.stacked(4, 8))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("odd size");
        assertThatThrownBy(() -> FactorizedConv.square(2, 8)).isInstanceOf(InputException.class);
    }
}
