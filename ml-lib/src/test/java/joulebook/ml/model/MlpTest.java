package joulebook.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import joulebook.ml.InputException;
import org.junit.jupiter.api.Test;

class MlpTest {

    @Test
    void hasReluBetweenItsLayersButNotAfterTheLast() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Mlp mlp = new Mlp(4, 2, 1);
            mlp.initialize(manager, DataType.FLOAT32, new Shape(1, 2, 2));
            set(mlp, 0, 1, 1, 1, 1, -1, -1, -1, -1);
            set(mlp, 1, -3, 5);

            NDArray input = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 2, 2));
            NDArray output = mlp.forward(new ParameterStore(manager, false), new NDList(input), false)
                    .singletonOrThrow();
            // hidden: ReLU(10) = 10 and ReLU(-10) = 0; output: -3 * 10
            assertThat(output.getShape()).isEqualTo(new Shape(1, 1));
            assertThat(output.getFloat()).isEqualTo(-30f);
        }
    }

    @Test
    void refusesSizesThatMakeNoNetwork() {
        assertThatThrownBy(() -> new Mlp(784))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[784]");
        assertThatThrownBy(() -> new Mlp(784, 0, 10)).isInstanceOf(InputException.class);
    }

    @Test
    void refusesExamplesOfAnotherSize() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> new Mlp(4, 2).initialize(manager, DataType.FLOAT32, new Shape(1, 2, 4)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("takes 4 values")
                    .hasMessageContaining("has 8");
        }
    }

    private static void set(Mlp mlp, int layer, float... weights) {
        mlp.linears().get(layer).getDirectParameters().get("weight").getArray().set(weights);
    }
}
