package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LabelSmoothingTest {

    private static final Shape ONE_OF_TEN = new Shape(1, 10);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private NDArray label(long... labels) {
        return manager.create(labels);
    }

    private static float[] gapOf(double gap) {
        float[] logits = new float[10];
        logits[3] = (float) gap;
        return logits;
    }

    @Test
    void twoClassesByHand() {
        var result = GradientCheck.of(
                Methods.make(Loss.class, "label-smoothing"), label(0), new float[] {2, 0}, new Shape(1, 2));
        assertThat(result.loss()).isCloseTo(0.2269280, within(1e-6));
        assertThat(result.gradient()).containsExactly(new float[] {-0.0692029f, 0.0692029f}, within(1e-6f));
    }

    @Test
    void withoutSmoothingItIsCrossEntropy() {
        float[] logits = {1, -2, 0.5f, 3, 0, -1};
        NDArray labels = label(2, 0);
        double expected = Loss.softmaxCrossEntropyLoss()
                .evaluate(new NDList(labels), new NDList(manager.create(logits, new Shape(2, 3))))
                .getFloat();
        assertThat(GradientCheck.of(new LabelSmoothing(0), labels, logits, new Shape(2, 3))
                        .loss())
                .isCloseTo(expected, within(1e-6));
    }

    @Test
    void evenLogitsGiveTheLogarithmOfTheClasses() {
        var result = GradientCheck.of(new LabelSmoothing(0.3), label(3), gapOf(0), ONE_OF_TEN);
        assertThat(result.loss()).isCloseTo(Math.log(10), within(1e-6));
        assertThat(result.gradient()[3]).isCloseTo(0.1f - 0.73f, within(1e-6f));
        assertThat(result.gradient()[4]).isCloseTo(0.1f - 0.03f, within(1e-6f));
    }

    @Test
    void theLowestLossIsAtTheGapOfTheory() {
        var loss = new LabelSmoothing(0.1);
        var best = GradientCheck.of(loss, label(3), gapOf(Math.log(91)), ONE_OF_TEN);
        assertThat(best.loss()).isCloseTo(0.5002880, within(1e-6));
        for (float g : best.gradient()) {
            assertThat(g).isCloseTo(0, within(1e-6f));
        }
        assertThat(GradientCheck.of(loss, label(3), gapOf(4), ONE_OF_TEN).loss())
                .isGreaterThan(0.50029);
        assertThat(GradientCheck.of(loss, label(3), gapOf(5), ONE_OF_TEN).loss())
                .isGreaterThan(0.50029);
    }

    @Test
    void distributionsAreLabelsToo() {
        NDArray q = manager.create(new float[] {0, 0, 1, 1, 0, 0}, new Shape(2, 3));
        float[] logits = {1, -2, 0.5f, 3, 0, -1};
        var loss = new LabelSmoothing(0.1);
        assertThat(GradientCheck.of(loss, q, logits, new Shape(2, 3)).loss())
                .isCloseTo(
                        GradientCheck.of(loss, label(2, 0), logits, new Shape(2, 3))
                                .loss(),
                        within(1e-6));
    }

    @Test
    void gradientsAgreeWithDifferencesAndSumToZero() {
        Random random = new Random(2);
        float[] logits = new float[12];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (3 * random.nextGaussian());
        }
        var loss = new LabelSmoothing(0.1);
        GradientCheck.assertGradient(loss, label(0, 1, 2), logits, new Shape(3, 4), 1e-2f);
        var result = GradientCheck.of(loss, label(0, 1, 2), logits, new Shape(3, 4));
        double sum = 0;
        for (float g : result.gradient()) {
            sum += g;
        }
        assertThat(sum).isCloseTo(0, within(1e-6));
        float[] shifted = logits.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 5;
        }
        assertThat(GradientCheck.of(loss, label(0, 1, 2), shifted, new Shape(3, 4))
                        .loss())
                .isCloseTo(result.loss(), within(1e-5));
    }

    @Test
    void extremeLogitsGiveNumbers() {
        var result = GradientCheck.of(
                new LabelSmoothing(0.1), label(1, 0), new float[] {1e4f, -1e4f, 1e4f, -1e4f}, new Shape(2, 2));
        assertThat(result.loss()).isCloseTo((0.95 * 2e4 + 0.05 * 2e4) / 2, within(1.0));
        assertThat(result.gradient()).containsExactly(new float[] {0.475f, -0.475f, 0.025f, -0.025f}, within(1e-4f));
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (double epsilon : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> new LabelSmoothing(epsilon))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("at least 0 and below 1");
        }
        assertThatThrownBy(() -> new LabelSmoothing(0.1)
                        .evaluate(new NDList(label(1, 2, 3)), new NDList(manager.zeros(new Shape(2, 4)))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("do not go with logits of shape (2, 4)");
    }

    @Test
    void theReproductionRuns() {
        Verdict verdict = Verdict.of(new InceptionReproduction(), Budget.SMOKE, List.of(0L), Meter.none(), p -> {});
        assertThat(verdict.claims()).hasSize(9);
        assertThat(verdict.measured()
                        .get("1x5 and 5x1: parameters of the second stage")
                        .mean())
                .isEqualTo(5 * 16 * 32 + 32 + 5 * 32 * 32 + 32);
        assertThat(Arrays.asList("smoothing 0.0: training logit gap", "5x5: test accuracy [%]"))
                .allSatisfy(
                        name -> assertThat(verdict.measured().get(name).mean()).isFinite());
    }
}
