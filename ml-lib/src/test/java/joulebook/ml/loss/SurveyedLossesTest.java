package joulebook.ml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
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
import org.junit.jupiter.params.provider.ValueSource;

/** The losses of the survey of Terven et al. (arXiv 2307.02694): its known answers, gradients and extremes. */
class SurveyedLossesTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static Loss named(String name) {
        return Methods.make(Loss.class, name);
    }

    private double loss(String name, float[] labels, float[] predictions, Shape shape) {
        return named(name)
                .evaluate(new NDList(manager.create(labels)), new NDList(manager.create(predictions, shape)))
                .getFloat();
    }

    /** Logits (0, log(p / (1 - p))) of each probability of class 1. */
    private static float[] logits(double... probabilities) {
        float[] logits = new float[2 * probabilities.length];
        for (int i = 0; i < probabilities.length; i++) {
            logits[2 * i + 1] = (float) Math.log(probabilities[i] / (1 - probabilities[i]));
        }
        return logits;
    }

    @ParameterizedTest
    @CsvSource({
        "'focal:alpha=0.25,gamma=2', 0.0149240",
        "'focal:alpha=0.5,gamma=0', 0.16214353", // half of the binary cross-entropy 0.3242870
        "weighted-cross-entropy:positive=1, 0.3242870",
        "weighted-cross-entropy:positive=3, 0.7350778", // (3 (0.1053605 + 0.5108256) + 0.3566749) / 3
        "poly:epsilon=1, 0.59095371", // + (0.1 + 0.3 + 0.4) / 3
        "dice, 0.1666667",
        "'tversky:alpha=0.3,beta=0.7', 0.1496599",
        "jaccard, 0.24242424", // 1 - (1.5 + 1) / (1.5 + 0.3 + 0.5 + 1)
    })
    void threeProbabilities(String name, double value) {
        assertThat(loss(name, new float[] {1, 0, 1}, logits(0.9, 0.3, 0.6), new Shape(3, 2)))
                .isCloseTo(value, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "huber, 0.5, 0.125",
        "huber, 3, 2.5",
        "huber, -3, 2.5",
        "log-cosh, 2, 1.3250027",
        "log-cosh, 1000, 999.3068528",
        "quantile:q=0.9, 2, 1.8",
        "quantile:q=0.9, -2, 0.2",
        "mse, -3, 9",
        "mae, -3, 3",
    })
    void errors(String name, float error, double value) {
        assertThat(loss(name, new float[] {error}, new float[] {0}, new Shape(1, 1)))
                .isCloseTo(value, within(1e-4 * value));
    }

    @Test
    void hingeIsTheMarginUpToOne() {
        assertThat(loss("hinge", new float[] {0}, new float[] {2, 0.5f, -1}, new Shape(1, 3)))
                .isZero();
        assertThat(loss("hinge", new float[] {1}, new float[] {2, 0.5f, -1}, new Shape(1, 3)))
                .isCloseTo(2.5, within(1e-6));
        assertThat(loss("hinge", new float[] {1}, new float[] {0, -0.5f}, new Shape(1, 2)))
                .as("max(0, 1 - s f)")
                .isCloseTo(1.5, within(1e-6));
    }

    @Test
    void diceIsTverskyOfHalves() {
        float[] labels = {1, 0, 1};
        float[] p = {0.9f, 0.3f, 0.6f};
        assertThat(loss("tversky:alpha=0.5,beta=0.5,smooth=0", labels, p, new Shape(3)))
                .isCloseTo(loss("dice:smooth=0", labels, p, new Shape(3)), within(1e-6));
        assertThat(loss("dice:smooth=0", labels, p, new Shape(3))).isCloseTo(1 - 3.0 / 3.8, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "focal",
                "focal:gamma=0.5",
                "poly",
                "hinge",
                "weighted-cross-entropy",
                "dice",
                "tversky",
                "jaccard"
            })
    void gradientsOfTwoClasses(String name) {
        Random random = new Random(5);
        float[] logits = new float[12];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (2 * random.nextGaussian());
        }
        GradientCheck.assertGradient(
                named(name), manager.create(new float[] {0, 1, 1, 0, 1, 0}), logits, new Shape(6, 2), 1e-2f);
        GradientCheck.assertGradient(
                named(name), manager.create(new float[] {1}), new float[] {0.3f, -0.4f}, new Shape(1, 2), 1e-2f);
    }

    static Stream<String> ofManyClasses() {
        return Stream.of("focal", "focal:gamma=0.5", "poly", "hinge");
    }

    @ParameterizedTest
    @MethodSource("ofManyClasses")
    void gradientsOfManyClasses(String name) {
        Random random = new Random(6);
        float[] logits = new float[20];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (2 * random.nextGaussian());
        }
        GradientCheck.assertGradient(
                named(name), manager.create(new float[] {0, 4, 4, 1}), logits, new Shape(4, 5), 1e-2f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"huber", "huber:delta=0.3", "log-cosh", "quantile:q=0.9", "mse", "mae"})
    void gradientsOfErrors(String name) {
        GradientCheck.assertGradient(
                named(name),
                manager.create(new float[] {1, -2, 0.5f, 3}),
                new float[] {0.4f, -1.1f, 1.2f, -0.5f},
                new Shape(4, 1),
                1e-3f);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "focal",
                "focal:gamma=0.5",
                "poly",
                "hinge",
                "weighted-cross-entropy",
                "dice",
                "tversky",
                "jaccard"
            })
    void extremeLogitsGiveFiniteLossesAndGradients(String name) {
        for (float sure : new float[] {1e4f, -1e4f}) {
            GradientCheck.Result result = GradientCheck.of(
                    named(name), manager.create(new float[] {1, 0}), new float[] {0, sure, 0, sure}, new Shape(2, 2));
            assertThat(result.loss()).isFinite();
            for (float g : result.gradient()) {
                assertThat(g).isFinite();
            }
        }
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertThatThrownBy(() -> loss("focal", new float[] {0, 1}, new float[] {1, 2, 3, 4}, new Shape(1, 4)))
                .isInstanceOf(InputException.class)
                .hasMessage("Labels of shape (2) do not go with logits of shape (1, 4): give (B) classes and (B, K)"
                        + " logits, with one example at least.");
        for (String name : new String[] {"focal", "poly", "hinge"}) {
            assertThatThrownBy(() -> loss(name, new float[] {3}, new float[] {1, 2, 3}, new Shape(1, 3)))
                    .as(name)
                    .isInstanceOf(InputException.class)
                    .hasMessage("The labels run from 3 to 3, but with 3 logits they must be from 0 to 2.");
            assertThatThrownBy(() -> loss(name, new float[] {-1}, new float[] {1, 2, 3}, new Shape(1, 3)))
                    .as(name)
                    .isInstanceOf(InputException.class);
        }
        assertThatThrownBy(
                        () -> loss("weighted-cross-entropy", new float[] {0}, new float[] {1, 2, 3}, new Shape(1, 3)))
                .hasMessageContaining("give one weight a class");
        assertThatThrownBy(() -> loss("huber", new float[] {0, 1}, new float[] {1}, new Shape(1)))
                .hasMessageContaining("give as many of both");
        assertThatThrownBy(() -> loss("dice", new float[] {0, 1, 1}, new float[] {1}, new Shape(1)))
                .hasMessageContaining("a probability for each label");
        assertThatThrownBy(() -> named("quantile:q=1")).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> named("huber:delta=0")).hasMessageContaining("it must be positive");
        assertThatThrownBy(() -> named("focal:alpha=0")).hasMessageContaining("above 0 and at most 1");
        assertThatThrownBy(() -> new WeightedCrossEntropy(1, -1)).hasMessageContaining("each 0 or more");
    }

    @Test
    void labelsMayBeOfShapeNByOne() {
        NDArray labels = manager.create(new float[] {2, 0}, new Shape(2, 1));
        NDArray logits = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3));
        assertThat(new PolyLoss(0)
                        .evaluate(new NDList(labels), new NDList(logits))
                        .getFloat())
                .isCloseTo(
                        Loss.softmaxCrossEntropyLoss()
                                .evaluate(new NDList(labels.reshape(2)), new NDList(logits))
                                .getFloat(),
                        within(1e-6f));
    }
}
