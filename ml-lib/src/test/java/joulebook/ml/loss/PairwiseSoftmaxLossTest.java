package joulebook.ml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.Locale;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.loss.PairwiseSoftmaxLoss.Surrogate;
import joulebook.ml.method.Methods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PairwiseSoftmaxLossTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private GradientCheck.Result result(Surrogate surrogate, double tau, int label, float... scores) {
        return GradientCheck.of(
                Methods.make(
                        Loss.class,
                        "psl:tau=" + tau + ",activation=" + surrogate.name().toLowerCase(Locale.ROOT)),
                manager.create(new long[] {label}),
                scores,
                new Shape(1, scores.length));
    }

    @ParameterizedTest
    @CsvSource({"TANH, -0.0687883", "RELU, -0.1165338", "ATAN, -0.0705858", "EXP, 0.0374880"})
    void knownAnswers(Surrogate surrogate, double value) {
        assertThat(result(surrogate, 0.5, 0, 0.3f, 0.1f, -0.2f).loss()).isCloseTo(value, within(1e-6));
        assertThat(result(surrogate, 0.5, 2, -0.2f, 0.1f, 0.3f).loss()).isCloseTo(value, within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void equalScoresGiveTheLogarithmOfTheirNumber(Surrogate surrogate) {
        for (double tau : new double[] {0.05, 1, 3}) {
            assertThat(result(surrogate, tau, 1, 0.4f, 0.4f, 0.4f, 0.4f).loss()).isCloseTo(Math.log(3), within(1e-6));
        }
    }

    @Test
    void closedForms() {
        double plain = result(Surrogate.RELU, 1, 0, 0.5f, 0.2f, -0.1f, 0.4f).loss();
        assertThat(plain).isCloseTo(Math.log(0.7 + 0.4 + 0.9), within(1e-6));
        double softmax = result(Surrogate.EXP, 0.2, 0, 0.5f, 0.2f, -0.1f).loss();
        assertThat(softmax).isCloseTo(Math.log(Math.exp(-1.5) + Math.exp(-3)), within(1e-6));
    }

    @ParameterizedTest
    @EnumSource
    void theSurrogateLiesBetweenTheStepAndTheExponential(Surrogate surrogate) {
        NDArray d = manager.linspace(-1f, 1f, 201);
        float[] at = d.toFloatArray();
        float[] s = surrogate.log(d).exp().toFloatArray();
        for (int i = 0; i < at.length; i++) {
            assertThat((double) s[i])
                    .as("%s of %s", surrogate, at[i])
                    .isBetween(at[i] >= 1e-6 ? 1.0 : 0.0, Math.exp(at[i]) + 1e-6);
        }
        double slope = (s[101] - s[99]) / (at[101] - at[99]);
        assertThat((double) s[100]).isCloseTo(1, within(1e-6));
        assertThat(slope).isCloseTo(1, within(1e-3));
    }

    @ParameterizedTest
    @EnumSource
    void gradients(Surrogate surrogate) {
        Loss loss = new PairwiseSoftmaxLoss(surrogate, 0.3);
        float[] scores = {0.3f, 0.1f, -0.2f, 0.45f, -0.4f, 0.2f, 0.25f, 0};
        GradientCheck.assertGradient(loss, manager.create(new long[] {0, 3}), scores, new Shape(2, 4), 1e-3f);
        float[] gradient = result(surrogate, 0.3, 0, 0.3f, 0.1f, -0.2f, 0.45f).gradient();
        float sum = 0;
        for (int j = 1; j < 4; j++) {
            assertThat(gradient[j]).isNotNegative();
            sum += gradient[j];
        }
        assertThat(gradient[0]).isCloseTo(-sum, within(1e-5f)).isNegative();
    }

    @ParameterizedTest
    @EnumSource
    void extremesStayFinite(Surrogate surrogate) {
        for (float size : new float[] {0.5f, 1e4f}) {
            for (int label = 0; label < 3; label++) {
                GradientCheck.Result result = result(surrogate, 0.05, label, size, -size, 0);
                assertThat(result.loss()).isFinite();
                assertThat(result.gradient())
                        .doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
            }
        }
    }

    @Test
    void scoresAreHalfCosines() {
        NDArray users = manager.create(new float[][] {{3, 4}, {0, 0}});
        NDArray items = manager.create(new float[][] {{6, 8}, {-4, 3}, {-3, -4}});
        assertThat(CosineScore.of(users, items).toFloatArray())
                .containsExactly(new float[] {0.5f, 0, -0.5f, 0, 0, 0}, within(1e-6f));
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertThatThrownBy(() -> new PairwiseSoftmaxLoss(Surrogate.TANH, 0))
                .isInstanceOf(InputException.class)
                .hasMessage("Tau is 0.0, but it must be positive, such as 0.2.");
        assertThatThrownBy(() -> result(Surrogate.TANH, 1, 0, 1)).hasMessageContaining("2 scores");
        assertThatThrownBy(() -> result(Surrogate.TANH, 1, 3, 1, 2)).hasMessageContaining("must be from 0 to 1");
        assertThatThrownBy(() -> Methods.make(Loss.class, "psl:activation=step"))
                .isInstanceOf(InputException.class);
    }
}
