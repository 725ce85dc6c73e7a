package joulebook.ml.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.math.Estimate;
import joulebook.ml.math.Reliability;
import joulebook.ml.method.Methods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassMetricTest {
    private static final List<String> TWO = List.of("no", "yes");

    /** Right, right, wrong and sure, wrong and unsure. */
    private static final ClassPredictions FOUR = new ClassPredictions(
            new double[][] {{0.9, 0.1}, {0.2, 0.8}, {0.05, 0.95}, {0.55, 0.45}}, new int[] {0, 1, 0, 1}, TWO);

    @ParameterizedTest
    @CsvSource({
        "accuracy, 0.5",
        "balanced-accuracy, 0.5",
        "precision, 0.5",
        "f1, 0.5",
        "kappa, 0",
        "mcc, 0",
        "top-k:k=1, 0.5",
        "top-k:k=2, 1",
        "brier, 0.6275", // (2 (0.01 + 0.04 + 0.9025 + 0.3025)) / 4
        "auroc, 0.5", // of 0.8 and 0.45 against 0.1 and 0.95
        "average-precision, 0.58333333333", // 1/2 of 1/2, 1/2 of 2/3
        "ece:bins=1, 0.3", // mean confidence 0.8, accuracy 0.5
        "mce:bins=10, 0.95",
    })
    void byHand(String metric, double value) {
        assertThat(Methods.make(ClassMetric.class, metric).of(FOUR)).isCloseTo(value, within(1e-9));
    }

    @Test
    void logLossOfASureErrorIsBounded() {
        ClassPredictions wrong = ClassPredictions.ofLogits(new double[][] {{1e4, -1e4}}, new int[] {1}, TWO);
        assertThat(ClassMetrics.logLoss(wrong)).isCloseTo(36.0437, within(1e-3));
    }

    @Test
    void oneClassAloneHasNoArea() {
        ClassPredictions alone = FOUR.select(new int[] {0, 2});
        assertThat(ClassMetrics.auroc(alone)).isNaN();
        assertThat(ClassMetrics.averagePrecision(alone)).isNaN();
    }

    @Test
    void reliabilityOfAPerfectlyCalibratedClassifier() {
        Random random = new Random(3);
        int n = 200_000;
        double[][] p = new double[n][];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            double yes = random.nextDouble();
            p[i] = new double[] {1 - yes, yes};
            labels[i] = random.nextDouble() < yes ? 1 : 0;
        }
        Reliability reliability = new ClassPredictions(p, labels, TWO).reliability(10);
        assertThat(reliability.bins()).hasSize(5); // confidences are above a half
        assertThat(reliability.expectedError()).isLessThan(0.01);
    }

    @Test
    void curvesAreThoseOfTheDefinition() {
        RankingCurve curve =
                RankingCurve.of(new double[] {0.9, 0.8, 0.8, 0.3}, new boolean[] {true, false, true, false});
        assertThat(curve.thresholds()).containsExactly(0.9, 0.8, 0.3);
        assertThat(curve.truePositiveRate()).containsExactly(0, 0.5, 1, 1);
        assertThat(curve.falsePositiveRate()).containsExactly(0, 0, 0.5, 1);
        assertThat(curve.precision()).containsExactly(1, 2 / 3.0, 0.5);
        assertThatThrownBy(() -> RankingCurve.of(new double[] {1}, new boolean[] {true}))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 of 1 are positive");
    }

    @Test
    void bootstrapIntervalsCoverTheTruthAboutAsOftenAsTheySay() {
        Random random = new Random(4);
        double truth = 0.8;
        int covered = 0;
        int trials = 300;
        for (int trial = 0; trial < trials; trial++) {
            int n = 200;
            int[] labels = random.ints(n, 0, 2).toArray();
            double[][] p = IntStream.range(0, n)
                    .mapToObj(i -> (labels[i] == 1) == (random.nextDouble() < truth)
                            ? new double[] {0.1, 0.9}
                            : new double[] {0.9, 0.1})
                    .toArray(double[][]::new);
            Estimate accuracy = interval("accuracy", new Bootstrap(200, trial), new ClassPredictions(p, labels, TWO));
            covered += accuracy.excludes(truth) ? 0 : 1;
        }
        assertThat(covered / (double) trials).isBetween(0.90, 0.985); // 0.95, three deviations of 0.013 to each side
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        assertThat(interval("log-loss", new Bootstrap(100, 7), FOUR))
                .isEqualTo(interval("log-loss", new Bootstrap(100, 7), FOUR))
                .isNotEqualTo(interval("log-loss", new Bootstrap(100, 8), FOUR));
    }

    private static Estimate interval(String metric, Bootstrap bootstrap, ClassPredictions predictions) {
        return bootstrap
                .ofClasses(Map.of(metric, Methods.make(ClassMetric.class, metric)), predictions)
                .get(metric);
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertThatThrownBy(() -> new ClassPredictions(new double[][] {{3, -1}}, new int[] {0}, TWO))
                .hasMessageContaining("for logits use ofLogits");
        assertThatThrownBy(() -> new ClassPredictions(new double[][] {{1, 0}}, new int[] {2}, TWO))
                .hasMessage("Example 0 has the label 2, but there are 2 classes, from 0 on.");
        assertThatThrownBy(() -> new ClassPredictions(new double[][] {{1, 0}}, new int[] {}, TWO))
                .hasMessageContaining("one label a prediction");
        assertThatThrownBy(() -> Methods.make(ClassMetric.class, "top-k:k=0").of(FOUR))
                .hasMessageContaining("give 1 or more");
        assertThatThrownBy(() -> Methods.make(ClassMetric.class, "acuracy"))
                .hasMessageContaining("There is no class metric \"acuracy\": choose one of");
        assertThatThrownBy(() -> new Bootstrap(-1, 0)).hasMessageContaining("give 0 or more");
    }
}
