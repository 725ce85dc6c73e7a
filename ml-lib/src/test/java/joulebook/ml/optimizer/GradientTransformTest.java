package joulebook.ml.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.method.Methods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradientTransformTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** What becomes of gradients of two tensors. */
    private float[] apply(GradientTransform transform, float[] a, float[] b) {
        ParameterVector gradient =
                new ParameterVector(List.of("a", "b"), List.of(manager.create(a), manager.create(b)));
        transform.apply(gradient, gradient);
        return gradient.flatten();
    }

    private float[] apply(GradientTransform transform, float... g) {
        ParameterVector gradient = new ParameterVector(List.of("w"), List.of(manager.create(g)));
        transform.apply(gradient, gradient);
        return gradient.flatten();
    }

    @Test
    void threeStepsOfAdaGcAreThoseWorkedOutByHand() {
        AdaGc adaGc = new AdaGc(1, 1.05, 0.98, 1);
        assertThat(apply(adaGc, 3, 4)).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
        assertThat(adaGc.means().get(0)).isCloseTo(1, within(1e-6));
        assertThat(apply(adaGc, 0, 2)).containsExactly(new float[] {0, 1.05f}, within(1e-6f));
        assertThat(adaGc.means().get(0)).isCloseTo(1.001, within(1e-6));
        assertThat(apply(adaGc, 0.3f, 0.4f)).containsExactly(0.3f, 0.4f);
        assertThat(adaGc.means().get(0)).isCloseTo(0.99098, within(1e-6));
    }

    @Test
    void inItsWarmUpAdaGcIsNormClipping() {
        AdaGc adaGc = new AdaGc(1, 1.05, 0.98, 5);
        Random random = new Random(1);
        for (int step = 0; step < 5; step++) {
            float[] a = random(random, 3);
            float[] b = random(random, 2);
            assertThat(apply(adaGc, a, b)).containsExactly(apply(new NormClipping(1), a, b), within(1e-6f));
        }
    }

    @Test
    void afterItAdaGcKeepsTheDirectionAndTheBound() {
        AdaGc adaGc = new AdaGc(1, 1.05, 0.98, 1);
        Random random = new Random(2);
        apply(adaGc, random(random, 4));
        for (int step = 0; step < 20; step++) {
            double bound = 1.05 * adaGc.means().get(0);
            float[] g = random(random, 4);
            float[] clipped = apply(adaGc, g.clone());
            double factor = clipped[0] / g[0];
            assertThat(factor).isPositive().isLessThanOrEqualTo(1);
            for (int i = 0; i < 4; i++) {
                assertThat((double) clipped[i]).isCloseTo(factor * g[i], within(1e-5));
            }
            assertThat(norm(clipped)).isLessThanOrEqualTo(bound + 1e-6);
        }
    }

    @Test
    void aTensorsScaleIsItsOwnAffair() {
        Random random = new Random(3);
        AdaGc small = new AdaGc(Double.MAX_VALUE, 1.05, 0.98, 2);
        AdaGc large = new AdaGc(Double.MAX_VALUE, 1.05, 0.98, 2);
        for (int step = 0; step < 10; step++) {
            float[] a = random(random, 2);
            float[] b = random(random, 2);
            float[] ordinary = apply(small, a, b);
            float[] scaled = apply(large, new float[] {64 * a[0], 64 * a[1]}, b);
            assertThat(scaled)
                    .containsExactly(
                            new float[] {64 * ordinary[0], 64 * ordinary[1], ordinary[2], ordinary[3]}, within(1e-4f));
        }
    }

    @Test
    void withoutARelativeBoundNothingIsClippedAfterTheWarmUp() {
        AdaGc adaGc = new AdaGc(1, Double.POSITIVE_INFINITY, 0.98, 1);
        apply(adaGc, 3, 4);
        assertThat(apply(adaGc, 300, 400)).containsExactly(300, 400);
    }

    @Test
    void aTensorThatDidNotLearnYetIsNotFrozen() {
        AdaGc adaGc = new AdaGc(1, 1.05, 0.98, 2);
        apply(adaGc, 0, 0);
        apply(adaGc, 0, 0);
        assertThat(apply(adaGc, 0.3f, 0.4f)).containsExactly(0.3f, 0.4f);
        assertThat(apply(adaGc, 3, 4)).containsExactly(new float[] {0.3f * 1.05f, 0.4f * 1.05f}, within(1e-6f));
    }

    @Test
    void whatIsNoNumberBecomesZeroAndIsCounted() {
        AdaGc adaGc = new AdaGc();
        assertThat(apply(adaGc, new float[] {Float.NaN, 1}, new float[] {0.5f})).containsExactly(0, 0, 0.5f);
        assertThat(apply(adaGc, new float[] {Float.POSITIVE_INFINITY, 1}, new float[] {0.5f}))
                .containsExactly(0, 0, 0.5f);
        assertThat(adaGc.replaced()).isEqualTo(2);
    }

    @Test
    void clippingAtANormAndAtAValue() {
        assertThat(apply(new NormClipping(1), 3, 4)).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
        assertThat(apply(new NormClipping(10), 3, 4)).containsExactly(3, 4);
        assertThat(apply(new ValueClipping(1), 3, -4, 0.5f)).containsExactly(1, -1, 0.5f);
    }

    /** The gradient of a parameter is the engine's: what puts other memory in its place leaves the engine with memory that the JVM frees. */
    @Test
    void aGradientIsChangedWhereItLies() {
        for (GradientTransform transform : List.of(new AdaGc(), new NormClipping(1), new ValueClipping(1))) {
            float[] finite = changedInPlace(transform, 3, -4);
            assertThat(finite).as("%s", transform).doesNotContain(3);
        }
        assertThat(changedInPlace(new AdaGc(), Float.NaN, 1)).containsExactly(0, 0);
    }

    /** What another view of the gradient's memory sees. */
    private float[] changedInPlace(GradientTransform transform, float... g) {
        NDArray array = manager.create(g);
        NDArray view = array.reshape(1, g.length);
        ParameterVector gradient = new ParameterVector(List.of("w"), List.of(array));
        transform.apply(gradient, gradient);
        return view.toFloatArray();
    }

    @ParameterizedTest
    @CsvSource({
        "adagc:beta=1, beta",
        "adagc:absolute=0, positive",
        "adagc:warmup=0, warm-up",
        "clip-norm:largest=0, norm"
    })
    void settingsOutOfRangeAreRefused(String text, String part) {
        assertThatThrownBy(() -> Methods.make(GradientTransform.class, text))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(part);
    }

    @Test
    void theyAreKnownByName() {
        assertThat(Methods.names(GradientTransform.class)).contains("adagc", "clip-norm", "clip-value");
        assertThat(apply(Methods.make(GradientTransform.class, "clip-value:largest=2"), 3, -4))
                .containsExactly(2, -2);
        assertThat(apply(Methods.make(GradientTransform.class, "adagc"), 3, 4))
                .containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    }

    private static float[] random(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (3 * random.nextGaussian());
        }
        return values;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
