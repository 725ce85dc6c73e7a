package joulebook.ml.openset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.TrainingOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rejection loss, rejectors, and the metrics of answers that are not always given. */
class RejectionTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private GradientCheck.Result result(Loss loss, float[] wrong, float... scores) {
        return GradientCheck.of(loss, manager.create(wrong), scores, new Shape(scores.length, 1));
    }

    private double loss(Loss loss, float wrong, double score) {
        return result(loss, new float[] {wrong}, (float) score).loss();
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1.1", "0, 0, 0.1", "1, 1, 2.7550698"})
    void knownLosses(float score, float wrong, double value) {
        assertThat(loss(new RejectionLoss(0.1), wrong, score)).isCloseTo(value, within(1e-6));
    }

    @Test
    void theBestScoreAndItsRisk() {
        RejectionLoss loss = new RejectionLoss(0.1);
        assertThat(loss.bestScore(0.4)).isCloseTo(-0.6931472, within(1e-7));
        assertThat(loss.bestScore(0.1)).isZero();
        assertThat(risk(loss, 0.4, loss.bestScore(0.4))).isCloseTo(0.4, within(1e-6));
        assertThat(new RejectionLoss(0.1, 4, 1).effectiveCost()).isCloseTo(0.05, within(1e-12));
        RejectionLoss other = new RejectionLoss(0.2, 3, 0.7);
        double best = other.bestScore(0.3);
        assertThat(risk(other, 0.3, best))
                .isLessThan(risk(other, 0.3, best - 0.05))
                .isLessThan(risk(other, 0.3, best + 0.05));
    }

    private double risk(Loss loss, double errorRate, double score) {
        return errorRate * loss(loss, 1, score) + (1 - errorRate) * loss(loss, 0, score);
    }

    /** target regret^2 <= (1 + sqrt c)^2 times the surrogate's regret, and the sign at the minimum is the target's. */
    @Test
    void theRegretOfTheTargetIsBoundedByThatOfTheSurrogate() {
        for (double cost : new double[] {0.05, 0.1, 0.3}) {
            RejectionLoss loss = new RejectionLoss(cost);
            for (double score = -3; score <= 3; score += 0.25) {
                double ifWrong = loss(loss, 1, score);
                double ifRight = loss(loss, 0, score);
                for (double rate = 0.01; rate < 1; rate += 0.07) {
                    double regret = (score > 0 ? rate : cost) - Math.min(rate, cost);
                    double surrogate = rate * ifWrong + (1 - rate) * ifRight - 2 * Math.sqrt(cost * rate);
                    assertThat(regret * regret)
                            .isLessThanOrEqualTo(Math.pow(1 + Math.sqrt(cost), 2) * surrogate + 1e-6);
                    assertThat(loss.bestScore(rate) > 0).isEqualTo(rate < cost);
                }
            }
        }
    }

    @Test
    void theSlopeAtZeroIsTheErrorRateLessTheCost() {
        float[] wrong = {1, 0, 0, 0, 1, 0, 0, 0, 0, 0};
        float sum = 0;
        for (float slope : result(new RejectionLoss(0.3), wrong, new float[10]).gradient()) {
            sum += slope;
        }
        assertThat(sum).isCloseTo(0.2f - 0.3f, within(1e-6f));
    }

    @Test
    void gradients() {
        Random random = new Random(2);
        float[] scores = new float[8];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) random.nextGaussian();
        }
        GradientCheck.assertGradient(
                new RejectionLoss(0.2, 3, 0.7),
                manager.create(new float[] {1, 0, 0, 1, 0, 1, 1, 0}),
                scores,
                new Shape(8),
                1e-2f);
        GradientCheck.assertGradient(
                new RejectionLoss(0.2), manager.create(new float[] {0}), new float[] {0.3f}, new Shape(1, 1), 1e-2f);
        for (float score : new float[] {1e4f, -1e4f}) {
            GradientCheck.Result extreme = result(new RejectionLoss(0.2), new float[] {1, 0}, score, -score);
            assertThat(extreme.loss()).isFinite().isPositive();
            assertThat(extreme.gradient()).doesNotContain(Float.NaN);
        }
    }

    /** Wrong on the right half of a line: a rejector accepts the left one, of few errors, and everything without errors. */
    @Test
    void aRejectorFindsWhereThePredictorIsWrong() {
        Random random = new Random(4);
        float[] x = new float[400];
        boolean[] wrong = new boolean[400];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (2 * random.nextDouble() - 1);
            wrong[i] = random.nextDouble() < (x[i] > 0 ? 0.6 : 0.02);
        }
        Dataset line = new Dataset("line", new Shape(1), x, new Targets.Classes(new int[400], List.of("a", "b")));
        TrainingOptions options =
                TrainingOptions.defaults().withEpochs(60).withBatchSize(50).withLearningRate(0.01f);
        try (Rejector rejector = Rejector.fit(new Mlp(1, 8, 1), line, wrong, new RejectionLoss(0.2), options)) {
            boolean[] accepted = rejector.accept(line);
            int agreed = 0;
            for (int i = 0; i < x.length; i++) {
                agreed += accepted[i] == x[i] <= 0 ? 1 : 0;
            }
            assertThat(agreed).isGreaterThan(380);
        }
        boolean[] none = new boolean[400];
        try (Rejector rejector = Rejector.fit(new Mlp(1, 8, 1), line, none, new RejectionLoss(0.2), options)) {
            assertThat(rejector.accept(line)).containsOnly(true);
        }
        Arrays.fill(none, true);
        try (Rejector rejector = Rejector.fit(new Mlp(1, 8, 1), line, none, new RejectionLoss(0.2), options)) {
            assertThat(rejector.accept(line)).containsOnly(false);
        }
        assertThatThrownBy(() -> Rejector.fit(new Mlp(1, 1), line, new boolean[3], new RejectionLoss(0.2), options))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("of 3 it is said");
    }

    @Test
    void coverage() {
        assertThat(SelectiveMetrics.idealCoverage(0.2, 0.1)).isCloseTo(0.8888889, within(1e-7));
        assertThat(SelectiveMetrics.idealCoverage(0.1, 0.2)).isEqualTo(1);
        double[] scores = {0.9, 0.1, 0.8, 0.7, 0.7};
        boolean[] wrong = {false, true, true, false, false};
        assertThat(SelectiveMetrics.coverageAtError(scores, wrong, 0)).isEqualTo(0.2);
        assertThat(SelectiveMetrics.coverageAtError(scores, wrong, 0.25)).isEqualTo(0.8);
        assertThat(SelectiveMetrics.coverageAtError(scores, wrong, 0.34)).isEqualTo(0.8);
        assertThat(SelectiveMetrics.coverageAtError(scores, wrong, 0.4)).isEqualTo(1);
        assertThat(SelectiveMetrics.coverageAtError(new double[] {1}, new boolean[] {true}, 0.5))
                .isZero();
        assertThat(SelectiveMetrics.errorAtCoverage(scores, wrong, 0.4)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rejection:cost=0 | must lie between 0 and 1",
                "rejection:cost=1 | must lie between 0 and 1",
                "rejection:alpha=0 | both must be positive",
            })
    void badSettings(String name, String sentence) {
        assertThatThrownBy(() -> Methods.make(Loss.class, name))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void badInputIsAnsweredInOneSentence() {
        Loss loss = Methods.make(Loss.class, "rejection:cost=0.2");
        assertThatThrownBy(() -> result(loss, new float[] {1, 0, 1}, 0, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("do not go with");
        assertThatThrownBy(
                        () -> GradientCheck.of(loss, manager.create(new float[] {1, 0}), new float[4], new Shape(2, 2)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("one score and one label");
        assertThatThrownBy(() -> result(loss, new float[] {2, 0}, 0, 0))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there are others");
        assertThatThrownBy(() -> SelectiveMetrics.coverageAtError(new double[1], new boolean[2], 0.1))
                .isInstanceOf(InputException.class);
        assertThatThrownBy(() -> SelectiveMetrics.idealCoverage(2, 0.1)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> SelectiveMetrics.errorAtCoverage(new double[1], new boolean[1], 0))
                .isInstanceOf(InputException.class);
    }
}
