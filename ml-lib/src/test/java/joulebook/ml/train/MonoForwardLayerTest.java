package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.train.MonoForwardLayer.Gradients;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MonoForwardLayerTest {

    private static final Offset<Float> EXACT = within(1e-6f);

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        Engine.getInstance().setRandomSeed(1);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void oneExampleByHand() {
        MonoForwardLayer layer = new MonoForwardLayer(manager.eye(2), manager.zeros(new Shape(2)), manager.eye(2));
        NDArray x = manager.create(new float[] {1, 2}, new Shape(1, 2));
        NDArray oneHot = manager.create(new float[] {1, 0}, new Shape(1, 2));

        Result result = learn(layer, x, oneHot);

        assertThat(result.goodness.toFloatArray()).containsExactly(1, 2);
        assertThat(result.loss).isCloseTo(1.3132617f, EXACT);
        float[] expected = {-0.7310586f, -1.4621172f, 0.7310586f, 1.4621172f};
        assertThat(result.gradients.projection().toFloatArray()).containsExactly(expected, EXACT);
        assertThat(result.gradients.weight().toFloatArray()).containsExactly(expected, EXACT);
        assertThat(result.gradients.bias().toFloatArray())
                .containsExactly(new float[] {-0.7310586f, 0.7310586f}, EXACT);
    }

    @Test
    void aZeroProjectionKnowsNothingAndLeavesTheWeightsAlone() {
        MonoForwardLayer layer = layer(3, 5, 4);
        layer.projection().muli(0);
        NDArray x = manager.randomNormal(new Shape(2, 3));
        NDArray oneHot = manager.create(new long[] {1, 3}).oneHot(4);

        Result result = learn(layer, x, oneHot);

        assertThat(result.loss).isCloseTo((float) Math.log(4), EXACT);
        assertThat(result.gradients.weight().toFloatArray()).containsOnly(0);
        NDArray d = manager.full(new Shape(2, 4), 0.25f).sub(oneHot).div(2);
        float[] expected = d.transpose().dot(layer.forward(x)).toFloatArray();
        assertThat(result.gradients.projection().toFloatArray()).containsExactly(expected, EXACT);
    }

    /** With one hidden layer this is backpropagation through the network whose output layer is M. */
    @Test
    void gradientsAreThoseOfAutomaticDifferentiation() {
        MonoForwardLayer layer = layer(7, 6, 3);
        NDArray x = manager.randomNormal(new Shape(5, 7));
        NDArray labels = manager.create(new long[] {0, 2, 1, 1, 2});
        Gradients byHand = learn(layer, x, labels.oneHot(3)).gradients;

        for (NDArray parameter : new NDList(layer.weight(), layer.bias(), layer.projection())) {
            parameter.setRequiresGradient(true);
        }
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray hidden = Activation.relu(x.dot(layer.weight().transpose()).add(layer.bias()));
            NDList logits = new NDList(hidden.dot(layer.projection().transpose()));
            collector.backward(Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), logits));
        }
        assertSame(byHand.weight(), layer.weight().getGradient());
        assertSame(byHand.bias(), layer.bias().getGradient());
        assertSame(byHand.projection(), layer.projection().getGradient());
    }

    @Test
    void aUnitThatIsOffForAllExamplesHasNoGradient() {
        MonoForwardLayer layer = layer(3, 2, 2);
        layer.bias().set(new float[] {100, -100});
        NDArray x = manager.randomNormal(new Shape(4, 3));

        Gradients gradients =
                learn(layer, x, manager.create(new long[] {0, 1, 0, 0}).oneHot(2)).gradients;

        assertThat(gradients.weight().get(1).toFloatArray()).containsOnly(0);
        assertThat(gradients.weight().get(0).toFloatArray()).doesNotContain(0);
        assertThat(gradients.bias().toFloatArray()[1]).isZero();
    }

    private record Result(NDArray goodness, float loss, Gradients gradients) {}

    private static Result learn(MonoForwardLayer layer, NDArray input, NDArray oneHot) {
        return NoGrad.call(() -> {
            NDArray activations = layer.forward(input);
            NDArray goodness = layer.goodness(activations);
            float loss = MonoForwardLayer.localLoss(goodness, oneHot).getFloat();
            return new Result(goodness, loss, layer.gradients(input, activations, goodness, oneHot));
        });
    }

    private MonoForwardLayer layer(int inputs, int units, int classes) {
        return new MonoForwardLayer(
                manager.randomNormal(new Shape(units, inputs)),
                manager.randomNormal(new Shape(units)),
                manager.randomNormal(new Shape(classes, units)));
    }

    private static void assertSame(NDArray actual, NDArray expected) {
        assertThat(actual.toFloatArray()).containsExactly(expected.toFloatArray(), EXACT);
    }
}
