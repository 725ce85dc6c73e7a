package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class SpectralNormTest {

    @Test
    void isTheLargestSingularValue() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThat(SpectralNorm.of(manager.create(new float[] {3, 0, 0, 0, -4, 0}, new Shape(2, 3)), 0))
                    .isCloseTo(4, within(1e-4));
            // [1 1; 0 1] has the golden ratio
            assertThat(SpectralNorm.of(manager.create(new float[] {1, 1, 0, 1}, new Shape(2, 2)), 0))
                    .isCloseTo((1 + Math.sqrt(5)) / 2, within(1e-4));
            assertThat(SpectralNorm.of(manager.zeros(new Shape(2, 3)), 0)).isZero();
            assertThatThrownBy(() -> SpectralNorm.of(manager.zeros(new Shape(3)), 0))
                    .isInstanceOf(InputException.class);
        }
    }
}
