package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.Test;

class BackpropagationTest {

    private static final TrainingOptions SGD = TrainingOptions.defaults()
            .withEpochs(1)
            .withOptimizer("sgd")
            .withLearningRate(0.5f)
            .withWarmStart(true);

    /** One SGD step on one example of a two-layer network, against the chain rule in plain Java. */
    @Test
    void aStepFollowsTheChainRule() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Mlp mlp = network(manager);
            step(mlp, new Backpropagation());

            // z = (2.5, -0.4), a = (2.5, 0), logits = (2.5, 1.45), p_1 = 1 / (1 + e^1.05)
            double p1 = 1 / (1 + Math.exp(1.05));
            double[] d = {-p1, p1};
            double da = d[0] * 1 + d[1] * 0.5;
            assertValues(mlp, 1, "weight", 1 - 0.5 * d[0] * 2.5, -2, 0.5 - 0.5 * d[1] * 2.5, 3);
            assertValues(mlp, 1, "bias", -0.5 * d[0], 0.2 - 0.5 * d[1]);
            assertValues(mlp, 0, "weight", 1 - 0.5 * da, 0.5 - 0.5 * da * 2, -1, 0.25);
            assertValues(mlp, 0, "bias", 0.5 - 0.5 * da, 0.1);
        }
    }

    @Test
    void transformsChangeTheGradientsInTheirOrder() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Mlp mlp = network(manager);
            step(
                    mlp,
                    new Backpropagation()
                            .withTransform(() -> (weights, gradient) -> gradient.scale(0))
                            .withTransform(() -> (weights, gradient) ->
                                    gradient.arrays().get(3).addi(1)));

            assertValues(mlp, 0, "weight", 1, 0.5, -1, 0.25);
            assertValues(mlp, 1, "weight", 1, -2, 0.5, 3);
            assertValues(mlp, 1, "bias", -0.5, 0.2 - 0.5);
        }
    }

    @Test
    void reportsWhatAStepNeeds() {
        TrainingOptions options = TrainingOptions.defaults().withEpochs(1).withBatchSize(32);
        try (TrainingRun run = new Backpropagation()
                .fit(new Mlp(2, 16, 4, 2), Toy.ring(), options, Meter.none(), TrainingListener.NONE)) {
            // the outputs of all three layers for 32 examples of 4 bytes
            assertThat(run.metric("activation_bytes")).isEqualTo((16 + 4 + 2) * 32 * 4);
            assertThat(run.metric("parameters_updated")).isEqualTo(2 * 16 + 16 + 16 * 4 + 4 + 4 * 2 + 2);
        }
    }

    private static void step(Mlp mlp, Backpropagation backpropagation) {
        Dataset one = new Dataset(
                "one", new Shape(2), new float[] {1, 2}, new Targets.Classes(new int[] {0}, List.of("a", "b")));
        backpropagation
                .fit(mlp, new TrainTest(one, one), SGD, Meter.none(), TrainingListener.NONE)
                .close();
    }

    private static Mlp network(NDManager manager) {
        Mlp mlp = new Mlp(2, 2, 2);
        mlp.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
        set(mlp, 0, "weight", 1, 0.5f, -1, 0.25f);
        set(mlp, 0, "bias", 0.5f, 0.1f);
        set(mlp, 1, "weight", 1, -2, 0.5f, 3);
        set(mlp, 1, "bias", 0, 0.2f);
        return mlp;
    }

    private static void set(Mlp mlp, int layer, String parameter, float... values) {
        mlp.linears().get(layer).getDirectParameters().get(parameter).getArray().set(values);
    }

    private static void assertValues(Mlp mlp, int layer, String parameter, double... expected) {
        float[] actual = mlp.linears()
                .get(layer)
                .getDirectParameters()
                .get(parameter)
                .getArray()
                .toFloatArray();
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as(parameter + layer + "[" + i + "]").isCloseTo(expected[i], within(1e-6));
        }
    }
}
