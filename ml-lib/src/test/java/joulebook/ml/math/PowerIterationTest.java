package joulebook.ml.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import joulebook.ml.math.PowerIteration.Singular;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PowerIterationTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static Singular top(NDArray matrix, int iterations) {
        return PowerIteration.top(
                matrix, PowerIteration.start((int) matrix.getShape().get(1)), iterations);
    }

    @Test
    void itAgreesWithTheFullDecomposition() {
        Random random = new Random(5);
        double[][] values = new double[64][32];
        float[] flat = new float[64 * 32];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) random.nextGaussian();
            values[i / 32][i % 32] = flat[i];
        }
        SingularValueDecomposition full = new SingularValueDecomposition(new Array2DRowRealMatrix(values));
        NDArray matrix = manager.create(flat, new Shape(64, 32));
        Singular top = top(matrix, 1000);

        double sigma = full.getSingularValues()[0];
        assertThat(top.value()).isCloseTo(sigma, within(1e-5 * sigma));
        double right = 0;
        double left = 0;
        for (int i = 0; i < 64; i++) {
            left += top.left()[i] * full.getU().getEntry(i, 0);
            right += i < 32 ? top.right()[i] * full.getV().getEntry(i, 0) : 0;
        }
        assertThat(Math.abs(right)).isCloseTo(1, within(1e-5));
        assertThat(left).isCloseTo(right, within(1e-4));
        assertThat(PowerIteration.gap(matrix, top, 1000)).isCloseTo(sigma / full.getSingularValues()[1], within(1e-3));
    }

    @Test
    void aMatrixOfRankOneIsFoundAtOnce() {
        NDArray u = manager.create(new float[] {2, 0, 0}, new Shape(3, 1));
        NDArray v = manager.create(new float[] {3, -4}, new Shape(1, 2));
        Singular top = top(u.dot(v), 2);
        assertThat(top.value()).isCloseTo(10, within(1e-4));
        float sign = Math.signum(top.right()[0]);
        assertThat(top.right()).containsExactly(new float[] {0.6f * sign, -0.8f * sign}, within(1e-6f));
    }

    @Test
    void whereTwoDirectionsAreAlikeTheGapIsOne() {
        NDArray matrix = manager.eye(3).mul(2);
        assertThat(PowerIteration.gap(matrix, top(matrix, 20), 20)).isCloseTo(1, within(1e-5));
    }

    @Test
    void zerosAndWhatIsNoNumberAreTold() {
        assertThat(top(manager.zeros(new Shape(2, 3)), 5).value()).isZero();
        assertThat(top(manager.zeros(new Shape(2, 3)).add(Float.NaN), 5).value())
                .isNaN();
    }

    @Test
    void nothingIsLeftWithTheMatrix() {
        NDArray matrix = manager.eye(3);
        matrix.setRequiresGradient(true);
        int before = manager.getManagedArrays().size();
        PowerIteration.gap(matrix, top(matrix, 20), 20);
        assertThat(manager.getManagedArrays().size()).isEqualTo(before);
    }
}
