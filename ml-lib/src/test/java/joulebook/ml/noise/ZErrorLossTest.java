package joulebook.ml.noise;

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
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.noise.ZErrorLoss.Statistic;
import joulebook.ml.paper.Budget;
import joulebook.ml.paper.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ZErrorLossTest {

    private static final float[] RESIDUALS = {0.1f, -0.2f, 0.3f, -0.1f, 0.2f, 5};
    private static final float[] LOGITS = {2, 1.5f, 1.8f, -4, 2.2f, -1, -1.2f, -0.8f, -1.1f, 3};

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray zeros = manager.zeros(new Shape(6, 1));
    private final NDArray classes = manager.create(new long[] {1, 1, 1, 1, 1, 0, 0, 0, 0, 0});

    @AfterEach
    void close() {
        manager.close();
    }

    private double loss(Loss loss, NDArray labels, float... predictions) {
        return loss.evaluate(
                        new NDList(labels), new NDList(manager.create(predictions, new Shape(predictions.length, 1))))
                .getFloat();
    }

    @Test
    void squaredErrorsByHand() {
        var loss = new ZErrorLoss(Statistic.SQUARED_ERROR, 2);
        assertThat(loss(loss, zeros, RESIDUALS)).isCloseTo(0.038, within(1e-6));
        assertThat(loss.lastScores())
                .containsExactly(
                        new double[] {-0.410994, -0.408050, -0.403144, -0.410994, -0.408050, 2.041233}, within(1e-5));
        assertThat(loss.lastKept()).containsExactly(true, true, true, true, true, false);
        assertThat(loss(new ZErrorLoss(Statistic.SQUARED_ERROR, 2.1), zeros, RESIDUALS))
                .isCloseTo(4.1983333, within(1e-5));
    }

    @Test
    void logitsByHand() {
        var loss = new ZErrorLoss(Statistic.LOGIT, 1.5);
        assertThat(loss(loss, classes, LOGITS)).isCloseTo(0.2276728, within(1e-6));
        assertThat(loss.lastKept()).containsExactly(true, true, true, false, true, true, true, true, true, false);
    }

    @Test
    void noThresholdIsThePlainLoss() {
        assertThat(loss(new ZErrorLoss(Statistic.ERROR, 1e9), zeros, RESIDUALS)).isCloseTo(25.19 / 6, within(1e-5));
        double bce = Loss.sigmoidBinaryCrossEntropyLoss()
                .evaluate(
                        new NDList(manager.create(new float[] {1, 1, 1, 1, 1, 0, 0, 0, 0, 0})),
                        new NDList(manager.create(LOGITS)))
                .getFloat();
        assertThat(loss(new ZErrorLoss(Statistic.LOGIT, 1e9), classes, LOGITS)).isCloseTo(bce, within(1e-6));
    }

    @Test
    void whatIsLeftOutHasNoGradient() {
        var loss = new ZErrorLoss(Statistic.SQUARED_ERROR, 2);
        float[] gradient =
                GradientCheck.of(loss, zeros, RESIDUALS, new Shape(6, 1)).gradient();
        assertThat(gradient[5]).isZero();
        for (int i = 0; i < 5; i++) {
            assertThat(gradient[i]).isCloseTo(2 * RESIDUALS[i] / 5, within(1e-6f));
        }
        GradientCheck.assertGradient(new ZErrorLoss(Statistic.LOGIT, 1.5), classes, LOGITS, new Shape(10), 1e-2f);
    }

    @Test
    void signedErrorsDoNotMindAShift() {
        var loss = new ZErrorLoss(Statistic.ERROR, 2);
        loss(loss, zeros, RESIDUALS);
        double[] before = loss.lastScores();
        float[] shifted = RESIDUALS.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 7;
        }
        loss(loss, zeros, shifted);
        assertThat(loss.lastScores()).containsExactly(before, within(1e-5));
    }

    @Test
    void severalClassesAreScoredByTheirOwnLogit() {
        var loss = new ZErrorLoss(Statistic.LOGIT, 1.7);
        float[] logits = new float[7 * 3];
        for (int i = 0; i < 7; i++) {
            logits[i * 3 + 2] = i == 6 ? -9 : 2 + 0.1f * i;
            logits[i * 3] = 100 * i; // of another class: does not matter to the choice
        }
        NDArray labels = manager.create(new long[] {2, 2, 2, 2, 2, 2, 2});
        loss.evaluate(new NDList(labels), new NDList(manager.create(logits, new Shape(7, 3))));
        assertThat(loss.lastKept()).containsExactly(true, true, true, true, true, true, false);
    }

    @Test
    void smallOrConstantGroupsAreKept() {
        var loss = new ZErrorLoss(Statistic.LOGIT, 0.5);
        loss(loss, manager.create(new long[] {1, 0, 0, 0}), 5, 1, 1, 1);
        assertThat(loss.lastKept()).containsExactly(true, true, true, true);
    }

    @Test
    void whatIsNotFiniteIsLeftOut() {
        var loss = new ZErrorLoss(Statistic.SQUARED_ERROR, 2);
        float[] predictions = {0.1f, -0.2f, Float.NaN, 0.3f, Float.POSITIVE_INFINITY, 1e4f};
        var result = GradientCheck.of(loss, zeros, predictions, new Shape(6, 1));
        assertThat(loss.lastKept()).containsExactly(true, true, false, true, false, true);
        assertThat(result.loss()).isFinite();
        assertThat(result.gradient()[2]).isZero();
        for (float g : result.gradient()) {
            assertThat(g).isFinite();
        }
    }

    @Test
    void extremeLogitsGiveNumbers() {
        var result = GradientCheck.of(
                new ZErrorLoss(Statistic.LOGIT, 2),
                manager.create(new long[] {1, 1, 1, 0}),
                new float[] {1e4f, -1e4f, 1e4f, 1e4f},
                new Shape(4, 1));
        assertThat(result.loss()).isFinite();
        for (float g : result.gradient()) {
            assertThat(g).isFinite();
        }
    }

    @Test
    void anAnnealedThresholdTightens() {
        var loss = ZErrorLoss.annealed(Statistic.SQUARED_ERROR, 4, 2, 2); // 4, 3, 2, 2, ...
        boolean[] keptAll = new boolean[4];
        for (int batch = 0; batch < keptAll.length; batch++) {
            loss(loss, zeros, RESIDUALS);
            keptAll[batch] = loss.lastKept()[5];
        }
        assertThat(keptAll).containsExactly(true, true, false, false);
    }

    @Test
    void theCutOffBetweenLogits() {
        var low = new LogitDistribution(-1, 0.5, 1);
        var high = new LogitDistribution(3, 0.5, 1);
        assertThat(low.cutOff(high)).isCloseTo(1, within(1e-9));
        assertThat(high.cutOff(low)).isCloseTo(1, within(1e-9));
        assertThat(low.cutOff(new LogitDistribution(3, 0.5, 9)))
                .as("moves towards the rarer class by variance ln(ratio) / distance")
                .isCloseTo(1 - 0.25 * Math.log(9) / 4, within(1e-9));
        assertThatThrownBy(() -> low.cutOff(new LogitDistribution(-0.9, 0.5, 100)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("overlap");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> new ZErrorLoss(Statistic.ERROR, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must be positive");
        assertThatThrownBy(() -> Methods.make(Loss.class, "z-error:statistic=loss"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("squared-error");
        var loss = new ZErrorLoss(Statistic.ERROR, 2);
        assertThatThrownBy(() -> loss.evaluate(new NDList(zeros), new NDList(manager.zeros(new Shape(6, 2)))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one number an example");
    }

    @Test
    void theReproductionRuns() {
        Verdict verdict = Verdict.of(new ZErrorReproduction(), Budget.SMOKE, List.of(0L), Meter.none(), p -> {});
        assertThat(verdict.claims()).hasSize(2);
        assertThat(Arrays.asList("MSE: clean test MSE", "ZMSE: clean test MSE"))
                .allSatisfy(
                        quantity -> assertThat(verdict.measured().get(quantity).mean())
                                .isPositive()
                                .isFinite());
    }
}
