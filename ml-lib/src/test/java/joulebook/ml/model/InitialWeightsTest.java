package joulebook.ml.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialWeightsTest {

    @ParameterizedTest
    @CsvSource({"KAIMING, 6", "NARROW, 1"})
    void weightsFillTheBoundAndHangOnTheSeed(InitialWeights weights, double gain) {
        float[] once = drawn(weights, 1);
        double bound = Math.sqrt(gain / 200);
        double largest = 0;
        double squares = 0;
        for (float w : once) {
            largest = Math.max(largest, Math.abs(w));
            squares += w * w;
        }
        assertThat(largest).isBetween(0.99 * bound, bound);
        assertThat(Math.sqrt(squares / once.length))
                .isBetween(0.95 * bound / Math.sqrt(3), 1.05 * bound / Math.sqrt(3));
        assertThat(drawn(weights, 1)).isEqualTo(once);
        assertThat(drawn(weights, 2)).isNotEqualTo(once);
    }

    private static float[] drawn(InitialWeights weights, long seed) {
        Mlp model = new Mlp(200, 50);
        try (NDManager manager = NDManager.newBaseManager()) {
            weights.draw(model, manager, new Shape(1, 200), seed);
            return model.linears()
                    .get(0)
                    .getDirectParameters()
                    .get("weight")
                    .getArray()
                    .toFloatArray();
        }
    }
}
