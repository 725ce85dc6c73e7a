package joulebook.ml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.energy.Meter;
import joulebook.ml.loss.AnyLoss.Metric;
import joulebook.ml.method.Methods;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnyLossTest {

    private static final float[] P = {0.6f, 0.45f, 0.52f, 0.1f, 0.3f};

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray labels = manager.create(new float[] {1, 1, 0, 0, 0});

    @AfterEach
    void close() {
        manager.close();
    }

    private static Loss make(String metric, double amplification) {
        return Methods.make(Loss.class, "anyloss:metric=" + metric + ",amplification=" + amplification);
    }

    private double loss(Loss loss, NDArray y, float... p) {
        return loss.evaluate(new NDList(y), new NDList(manager.create(p))).getFloat();
    }

    @ParameterizedTest
    @CsvSource({"accuracy, 0.3156848", "f1, 0.4158538", "g-mean, 0.3462717", "balanced-accuracy, 0.3373540"})
    void byHand(String metric, double expected) {
        assertThat(loss(make(metric, 10), labels, P)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void theSoftCountsByHand() {
        var m = SoftConfusionMatrix.of(manager.create(P), labels, 10);
        assertThat(m.tp().getFloat()).isCloseTo(1.1085992f, within(1e-6f));
        assertThat(m.fn().getFloat()).isCloseTo(0.8914008f, within(1e-6f));
        assertThat(m.fp().getFloat()).isCloseTo(0.6870231f, within(1e-6f));
        assertThat(m.tn().getFloat()).isCloseTo(2.3129769f, within(1e-6f));
        assertThat(m.tp().add(m.fn()).getFloat()).isEqualTo(2);
        assertThat(m.tp().add(m.fn()).add(m.fp()).add(m.tn()).getFloat()).isEqualTo(5);
    }

    @Test
    void theGradientOfF1ByHand() {
        var result = GradientCheck.of(make("f1", 10), labels, P, new Shape(5));
        assertThat(result.gradient())
                .containsExactly(new float[] {-0.733407f, -0.876617f, 0.380928f, 0.027183f, 0.161585f}, within(1e-5f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "f1", "g-mean", "balanced-accuracy"})
    void undecidedIsHalfRight(String metric) {
        NDArray balanced = manager.create(new float[] {1, 0, 1, 0});
        for (double amplification : new double[] {1, 73, 1e4}) {
            assertThat(loss(make(metric, amplification), balanced, 0.5f, 0.5f, 0.5f, 0.5f))
                    .isCloseTo(0.5, within(1e-6));
        }
    }

    /** TP 1, FN 1, FP 1, TN 2; F2 = 5 / (5 + 4 + 1). */
    @ParameterizedTest
    @CsvSource({"accuracy, 0.4", "f1, 0.5", "g-mean, 0.422650", "balanced-accuracy, 0.4166667"})
    void steepEnoughItIsThePlainMetric(String metric, double expected) {
        assertThat(loss(make(metric, 1e4), labels, P)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void f2CountsMissesFourfold() {
        NDArray y = manager.create(new float[] {1, 1, 1, 0, 0});
        float[] twoMisses = {0.9f, 0.1f, 0.1f, 0.9f, 0.1f}; // TP 1, FN 2, FP 1
        assertThat(loss(new AnyLoss("F2", Metric.fBeta(2), 1e4), y, twoMisses))
                .isCloseTo(1 - 5.0 / (5 + 8 + 1), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "f1", "g-mean", "balanced-accuracy"})
    void gradientsAgreeWithDifferences(String metric) {
        Random random = new Random(1);
        float[] p = new float[12];
        float[] y = new float[12];
        for (int i = 0; i < p.length; i++) {
            p[i] = 0.3f + 0.4f * random.nextFloat();
            y[i] = i % 3 == 0 ? 1 : 0;
        }
        GradientCheck.assertGradient(make(metric, 10), manager.create(y), p, new Shape(12, 1), 1e-2f / 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"accuracy", "f1", "g-mean", "balanced-accuracy"})
    void extremesGiveNumbers(String metric) {
        for (float label : new float[] {0, 1}) {
            NDArray oneClass = manager.create(new float[] {label, label, label});
            var result = GradientCheck.of(make(metric, 73), oneClass, new float[] {0, 1, 0.5f}, new Shape(3));
            assertThat(result.loss()).isBetween(0.0, 1.0);
            for (float g : result.gradient()) {
                assertThat(g).isFinite();
            }
        }
        var logits = GradientCheck.of(
                make(metric, 73),
                manager.create(new long[] {1, 0}),
                new float[] {-1e4f, 1e4f, 1e4f, -1e4f},
                new Shape(2, 2));
        assertThat(logits.loss()).isCloseTo(0, within(1e-6));
        for (float g : logits.gradient()) {
            assertThat(g).isFinite();
        }
    }

    @Test
    void logitsOfTwoClassesAreProbabilities() {
        Loss loss = make("f1", 10);
        double z = Math.log(0.6 / 0.4);
        float[] logits = {1, (float) (1 + z), 0, 0};
        NDArray y = manager.create(new long[] {1, 0});
        double byLogits = loss.evaluate(new NDList(y), new NDList(manager.create(logits, new Shape(2, 2))))
                .getFloat();
        assertThat(byLogits).isCloseTo(loss(loss, y, 0.6f, 0.5f), within(1e-6));
    }

    @Test
    void refusesWhatIsNoProbability() {
        Loss loss = make("f1", 10);
        assertThatThrownBy(() -> loss(loss, labels, 1.2f, 0, 0, 0, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> loss(loss, labels, Float.NaN, 0, 0, 0, 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> loss(loss, manager.create(new float[] {2, 0}), 0.5f, 0.5f))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("neither 0 nor 1");
        assertThatThrownBy(() -> loss(loss, labels, 0.5f))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 probabilities and 5 labels");
        assertThatThrownBy(() -> make("f1", 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must be positive");
        assertThatThrownBy(() -> loss.evaluate(new NDList(labels), new NDList(manager.zeros(new Shape(5, 3)))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("for two classes");
    }

    @Test
    void theReproductionRuns() {
        Verdict verdict = Verdict.of(new AnyLossReproduction(), Budget.SMOKE, List.of(0L), Meter.none(), p -> {});
        assertThat(verdict.claims()).hasSize(2);
        assertThat(verdict.measured().values())
                .allSatisfy(m -> assertThat(m.values().get(0)).isBetween(0.0, 1.0));
    }
}
