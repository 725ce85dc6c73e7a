package joulebook.ml.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import joulebook.ml.InputException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutogradTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private ParameterVector vector(float... values) {
        return new ParameterVector(List.of("w"), List.of(manager.create(values)));
    }

    @Test
    void aGradientIsTakenAtTheWeights() {
        ParameterVector w = vector(3, -1);
        try (LossGradient g = Autograd.gradient(w, () -> w.get("w").square().sum())) {
            assertThat(g.loss().getFloat()).isEqualTo(10);
            assertThat(g.gradient().flatten()).containsExactly(6, -2);
        }
    }

    @Test
    void theNextGradientDoesNotHoldTheOneBefore() {
        ParameterVector w = vector(3, -1);
        Supplier<NDArray> loss = () -> w.get("w").square().sum();
        Autograd.gradient(w, loss).close();
        try (LossGradient g = Autograd.gradient(w, loss)) {
            assertThat(g.gradient().flatten()).containsExactly(6, -2);
        }
    }

    @Test
    void whatTheLossDoesNotDependOnHasAZeroGradient() {
        NDArray used = manager.create(new float[] {2});
        NDArray unused = manager.create(new float[] {5, 5});
        ParameterVector w = new ParameterVector(List.of("used", "unused"), List.of(used, unused));
        try (LossGradient g = Autograd.gradient(w, used::sum)) {
            assertThat(g.gradient().flatten()).containsExactly(1, 0, 0);
        }
    }

    @Test
    void aLossThatIsNoNumberIsRefused() {
        ParameterVector w = vector(3, -1);
        assertThatThrownBy(() -> Autograd.gradient(w, () -> w.get("w").square()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("(2)");
    }

    /** L = 2 x^2 + 3 x y + y^3: H = ((4, 3), (3, 6 y)). */
    @Test
    void theHessianTimesAVectorIsThatOfTheClosedForm() {
        ParameterVector w = vector(1, 2);
        Supplier<NDArray> loss = () -> {
            NDArray x = w.get("w").get(0);
            NDArray y = w.get("w").get(1);
            return x.square().mul(2).add(x.mul(y).mul(3)).add(y.pow(3));
        };
        ParameterVector product = Autograd.hessianVectorProduct(w, loss, vector(1, -2), manager);

        assertThat((double) product.flatten()[0]).isCloseTo(4 - 6, within(0.02));
        assertThat((double) product.flatten()[1]).isCloseTo(3 - 24, within(0.05));
        assertThat(w.flatten()).containsExactly(1, 2);
    }

    @Test
    void arithmeticIsThatOfAVectorSpace() {
        ParameterVector a = new ParameterVector(
                List.of("m", "b"),
                List.of(manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2)), manager.create(new float[] {5})));
        ParameterVector b = a.copy(manager);
        b.scale(2);
        a.axpy(-1, b);

        assertThat(a.flatten()).containsExactly(-1, -2, -3, -4, -5);
        assertThat(a.dot(b)).isEqualTo(-2 * 55.0);
        assertThat(a.norm()).isCloseTo(Math.sqrt(55), within(1e-5));
        a.unflatten(new float[] {9, 8, 7, 6, 5});
        assertThat(a.get("m").toFloatArray()).containsExactly(9, 8, 7, 6);
        assertThat(a.size()).isEqualTo(5);
    }

    @Test
    void randomDirectionsHangOnTheirSeed() {
        ParameterVector w = vector(0, 0, 0);
        float[] once = w.gaussian(manager, new Random(1)).flatten();
        assertThat(w.gaussian(manager, new Random(1)).flatten()).isEqualTo(once);
        assertThat(w.gaussian(manager, new Random(2)).flatten()).isNotEqualTo(once);
    }

    @Test
    void vectorsOverOtherParametersAreRefused() {
        ParameterVector other = new ParameterVector(List.of("v"), List.of(manager.create(new float[] {1, 2})));
        assertThatThrownBy(() -> vector(1, 2).axpy(1, other)).isInstanceOf(InputException.class);
    }

    /** What a gradient is set to stays, whatever Java frees afterwards. */
    @Test
    void aGradientThatIsSetKeepsItsOwnMemory() {
        try (NDManager manager = NDManager.newBaseManager()) {
            List<NDArray> weights = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                NDArray w = manager.ones(new Shape(1000));
                weights.add(w);
                ParameterVector vector = new ParameterVector(List.of("w"), List.of(w));
                LossGradient g = Autograd.gradient(vector, () -> w.mul(w).sum());
                try (NDArray sevens = manager.full(new Shape(1000), 7f)) {
                    g.gradient().set(new ParameterVector(List.of("w"), List.of(sevens)));
                }
                g.gradient().close();
            }
            for (int i = 0; i < 20; i++) { // takes what has been freed, if there is any
                System.gc();
                for (int k = 0; k < 50; k++) {
                    ByteBuffer.allocateDirect(4000).putLong(0, 1);
                }
            }
            assertThat(weights).allSatisfy(w -> {
                try (NDArray gradient = w.getGradient()) {
                    assertThat(gradient.toFloatArray()).containsOnly(7);
                }
            });
        }
    }
}
