package joulebook.ml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.Random;
import java.util.stream.Stream;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.method.Methods;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** LDR-KL, the Z-loss and the comp-sum losses: known answers, limits, gradients, extremes. */
class ClassLossesTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<String> names() {
        return Stream.of(
                "ldr-kl:margin=0",
                "ldr-kl:lambda=0.1,margin=0.5",
                "ldr-kl:normalisation=l1",
                "ldr-kl:normalisation=softplus",
                "z-loss:a=1,b=0",
                "z-loss:a=0.1,b=28",
                "taylor-softmax",
                "one-hot",
                "comp-sum:tau=0",
                "comp-sum:tau=0.5",
                "comp-sum",
                "comp-sum:tau=1.7",
                "comp-sum:tau=3");
    }

    private GradientCheck.Result result(String name, int label, float... logits) {
        return GradientCheck.of(
                Methods.make(Loss.class, name),
                manager.create(new float[] {label}),
                logits,
                new Shape(1, logits.length));
    }

    @ParameterizedTest
    @CsvSource({
        "'ldr-kl:lambda=1,margin=0', 0.3089937",
        "'ldr-kl:lambda=0.1,margin=0', 0.8901433",
        "'ldr-kl:lambda=100,margin=0', 0.0033333",
        "'ldr-kl:lambda=1,margin=0.5', 0.7077434",
    })
    void ldrKl(String name, double value) {
        assertThat(result(name, 1, 2, 1, 0).loss()).isCloseTo(value, within(2e-5));
    }

    @Test
    void withoutPenaltyLdrKlIsTheHingeAndWithAllOfItSymmetric() {
        assertThat(result("ldr-kl:lambda=0.001,margin=1", 1, 2, 1, 0).loss())
                .isCloseTo(result("hinge", 1, 2, 1, 0).loss(), within(2e-3));
        double sum = 0;
        double other = 0;
        for (int label = 0; label < 3; label++) {
            sum += result("ldr-kl:lambda=1e3,margin=0", label, 2, 1, 0).loss();
            other += result("ldr-kl:lambda=1e3,margin=0", label, -1, 3, 0.5f).loss();
        }
        assertThat(sum).isCloseTo(other, within(0.02));
    }

    @Test
    void ldrKlFallsAsItsPenaltyGrows() {
        double before = Double.POSITIVE_INFINITY;
        for (double lambda : new double[] {0.01, 0.1, 0.5, 1, 3, 10, 1000}) {
            double loss =
                    result("ldr-kl:margin=0.1,lambda=" + lambda, 1, 2, 1, 0).loss();
            assertThat(loss).as("lambda %s", lambda).isLessThan(before);
            before = loss;
        }
    }

    @Test
    void theSlopeOfLdrKlIsTheWorstWeightingLessTheLabel() {
        float[] gradient = result("ldr-kl:lambda=0.5,margin=0.5", 1, 2, 1, 0).gradient();
        double[] worst = {Math.exp(5), Math.exp(2), Math.exp(1)}; // (f + c) / lambda
        double sum = worst[0] + worst[1] + worst[2];
        for (int k = 0; k < 3; k++) {
            assertThat(gradient[k]).isCloseTo((float) (worst[k] / sum - (k == 1 ? 1 : 0)), within(1e-6f));
        }
    }

    @Test
    void zLoss() {
        GradientCheck.Result result = result("z-loss:a=1,b=0", 0, 3, 1, 1, -1);
        assertThat(result.loss()).isCloseTo(0.2176217, within(1e-6));
        assertThat(result.gradient())
                .containsExactly(new float[] {-0.0345723f, 0.0345723f, 0.0345723f, -0.0345723f}, within(1e-6f));
        assertThat(result("z-loss:a=1,b=0", 0, 1, -1).loss()).isCloseTo(0.3132617, within(1e-6));
        assertThat(result("z-loss:a=1,b=0", 0, 7, 3, 3, -1).loss()).isCloseTo(0.2176217, within(1e-6));
        assertThat(result("z-loss:a=1000,b=3", 0, 3, 1, 1, -1).loss()).isCloseTo(3 - Math.sqrt(2), within(1e-3));
        assertThat(result("z-loss:a=1,b=0", 1, 5, 5, 5).gradient()).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5032147",
        "0.5, 0.4521131",
        "1, 0.4076060",
        "1.7, 0.3546136",
        "2, 0.3347590",
        "3, 0.2787272",
    })
    void compSum(double tau, double value) {
        assertThat(result("comp-sum:tau=" + tau, 0, 1, 0, -1).loss()).isCloseTo(value, within(1e-6));
    }

    @Test
    void compSumIsContinuousAtCrossEntropy() {
        double crossEntropy = result("comp-sum", 0, 1, 0, -1).loss();
        for (double tau : new double[] {0.99999, 1.00001}) {
            assertThat(result("comp-sum:tau=" + tau, 0, 1, 0, -1).loss()).isCloseTo(crossEntropy, within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void gradients(String name) {
        Random random = new Random(7);
        float[] logits = new float[20];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (2 * random.nextGaussian());
        }
        GradientCheck.assertGradient(
                Methods.make(Loss.class, name),
                manager.create(new float[] {0, 4, 4, 1}),
                logits,
                new Shape(4, 5),
                1e-2f);
    }

    @ParameterizedTest
    @MethodSource("names")
    void extremesStayFinite(String name) {
        float[][] cases = {{1e4f, 0, -1e4f}, {-1e4f, 1e4f, 0}, {0, 0, 0}};
        for (float[] logits : cases) {
            for (int label = 0; label < 3; label++) {
                GradientCheck.Result result = result(name, label, logits);
                assertThat(result.loss()).as("%s of label %d", name, label).isFinite();
                for (float g : result.gradient()) {
                    assertThat(g).isFinite();
                }
            }
        }
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertThatThrownBy(() -> Methods.make(Loss.class, "ldr-kl:lambda=0"))
                .isInstanceOf(InputException.class)
                .hasMessage("Lambda is 0.0, but it must be positive, such as 1.");
        assertThatThrownBy(() -> Methods.make(Loss.class, "z-loss:a=-1")).hasMessageContaining("a must be positive");
        assertThatThrownBy(() -> Methods.make(Loss.class, "comp-sum:tau=-1")).hasMessageContaining("must be 0 or more");
        for (String name : new String[] {"ldr-kl", "z-loss", "comp-sum"}) {
            assertThatThrownBy(() -> Methods.make(Loss.class, name)
                            .evaluate(
                                    new NDList(manager.create(new float[] {3})),
                                    new NDList(manager.create(new float[] {1, 2, 3}, new Shape(1, 3)))))
                    .as(name)
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("must be from 0 to 2");
        }
    }
}
