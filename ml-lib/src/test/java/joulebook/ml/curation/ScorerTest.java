package joulebook.ml.curation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import joulebook.ml.InputException;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static Dataset data(float[] features, int width, int classes, int... labels) {
        List<String> names =
                IntStream.range(0, classes).mapToObj(Integer::toString).toList();
        return new Dataset("data", new Shape(width), features, new Targets.Classes(labels, names));
    }

    /** W x + b. */
    private Mlp linear(int inputs, int outputs, float... weights) {
        Mlp model = new Mlp(inputs, outputs);
        model.initialize(manager, DataType.FLOAT32, new Shape(1, inputs));
        ParameterVector.of(model).unflatten(weights);
        return model;
    }

    @Test
    void theErrorOfACoinIsRootTwoTimesItsMiss() {
        // the logits are 0 and ln(3/7), so that p = (0.7, 0.3)
        Mlp model = linear(1, 2, 0, 0, 0, (float) Math.log(3 / 7.0));
        assertThat(new El2n().score(model, data(new float[2], 1, 2, 0, 1)))
                .containsExactly(new double[] {0.424264, 0.989949}, within(1e-5));
    }

    @Test
    void aUniformGuessOfTenAndCertaintyGiveTheirKnownErrors() {
        Mlp uniform = linear(1, 10, new float[20]);
        assertThat(new El2n().score(uniform, data(new float[1], 1, 10, 3)))
                .containsExactly(new double[] {0.948683}, within(1e-5));
        Mlp certain = linear(1, 2, 0, 0, 0, 100);
        assertThat(new El2n().score(certain, data(new float[2], 1, 2, 0, 1)))
                .containsExactly(new double[] {Math.sqrt(2), 0}, within(1e-6));
    }

    @Test
    void addingToAllLogitsAndRenamingClassesChangesNothing() {
        float[] x = {0.3f, -1};
        double[] score = new El2n().score(linear(2, 3, 1, 2, 3, 4, 5, 6, 0, 1, 2), data(x, 2, 3, 1));
        assertThat(new El2n().score(linear(2, 3, 1, 2, 3, 4, 5, 6, 7, 8, 9), data(x, 2, 3, 1)))
                .containsExactly(score, within(1e-6));
        assertThat(new El2n().score(linear(2, 3, 3, 4, 1, 2, 5, 6, 1, 0, 2), data(x, 2, 3, 0)))
                .containsExactly(score, within(1e-6));
    }

    @Test
    void ofALinearModelTheGradientIsTheErrorTimesTheInput() {
        Mlp model = linear(2, 3, 0.1f, 0.2f, -0.3f, 0, 0.5f, 0.1f, 0, 0.1f, 0);
        Dataset one = data(new float[] {3, 4}, 2, 3, 1);
        double error = new El2n().score(model, one)[0];
        assertThat(new GradNorm().score(model, one)[0]).isCloseTo(error * Math.sqrt(26), within(1e-5));
    }

    @Test
    void theGradientNormIsThatOfEachExampleAlone() {
        Engine.getInstance().setRandomSeed(3);
        Mlp model = new Mlp(4, 6, 5, 3);
        model.initialize(manager, DataType.FLOAT32, new Shape(1, 4));
        Random random = new Random(1);
        float[] features = new float[8 * 4];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextGaussian();
        }
        Dataset data = data(features, 4, 3, 0, 1, 2, 0, 1, 2, 0, 1);
        double[] scores = new GradNorm().score(model, data);
        for (int i = 0; i < 8; i++) {
            assertThat(scores[i]).isCloseTo(gradientNorm(model, data, i), within(1e-5));
        }
    }

    private double gradientNorm(Block model, Dataset data, int example) {
        Dataset one = data.select(new int[] {example});
        int label = ((Targets.Classes) one.targets()).labels()[0];
        NDArray features = manager.create(one.features(), new Shape(1, 4));
        try (LossGradient g = Autograd.gradient(
                ParameterVector.of(model),
                () -> Layers.forward(model, features, false)
                        .logSoftmax(1)
                        .get("0, " + label)
                        .neg())) {
            return g.gradient().norm();
        }
    }

    @Test
    void manyExamplesAreScoredInTheirOrder() {
        Mlp model = linear(1, 2, 1, -1, 0, 0);
        float[] features = new float[1200];
        for (int i = 0; i < features.length; i++) {
            features[i] = i / 1200f;
        }
        assertThat(new El2n().score(model, data(features, 1, 2, new int[1200])))
                .hasSize(1200)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void examplesAreChosenByRankAndStably() {
        double[] scores = {0.5, 0.9, 0.1, 0.5, 0.7};
        assertThat(Scores.highest(scores, 3)).containsExactly(1, 4, 0);
        assertThat(Scores.afterOffset(scores, 1, 3)).containsExactly(0, 3, 4);
        assertThat(Scores.mean(List.of(new double[] {1, 2}, new double[] {3, 6})))
                .containsExactly(2, 4);
        assertThatThrownBy(() -> Scores.highest(scores, 6))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("1 to 5");
        assertThatThrownBy(() -> Scores.mean(List.of(new double[1], new double[2])))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("[1, 2]");
    }

    @Test
    void numbersAreNotScored() {
        Dataset numbers = new Dataset("heights", new Shape(1), new float[1], new Targets.Values(new float[1]));
        for (String name : Methods.names(Scorer.class)) {
            assertThatThrownBy(() -> Methods.make(Scorer.class, name).score(linear(1, 1, 0, 0), numbers))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("heights");
        }
        assertThat(Methods.names(Scorer.class)).containsExactly("el2n", "grand");
    }
}
