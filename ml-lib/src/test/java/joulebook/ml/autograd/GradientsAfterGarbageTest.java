package joulebook.ml.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Scalar;
import joulebook.ml.model.Transformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A gradient stays what it is where Java collects its garbage between the forward and the backward pass. */
class GradientsAfterGarbageTest {
    private static final Set<String> OF_NUMBERS =
            Set.of("mse", "mae", "huber", "log-cosh", "quantile", "rejection", "z-error");
    private static final int TRIES = 10;
    private static final float[] PREDICTIONS = {0.3f, -0.4f, 0.1f, 0.9f, -1.2f, 0.2f, 0.4f, 0.8f};

    /** Collects the buffers that nothing holds, and writes over the memory that they leave. */
    private static void collect() {
        System.gc();
        List<ByteBuffer> junk = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(8);
            buffer.putLong(0, 0x4242424242424242L);
            junk.add(buffer);
        }
        assertThat(junk).isNotEmpty();
    }

    private static float[] gradient(NDArray at, Supplier<NDArray> loss, boolean garbage) {
        try (LossGradient g = Autograd.gradient(new ParameterVector(List.of("x"), List.of(at)), () -> {
            NDArray value = loss.get();
            if (garbage) {
                collect();
            }
            return value;
        })) {
            return g.gradient().arrays().get(0).toFloatArray();
        }
    }

    private static void assertSame(NDArray at, Supplier<NDArray> loss) {
        float[] expected = gradient(at, loss, false);
        for (int i = 0; i < TRIES; i++) {
            assertThat(gradient(at, loss, true)).containsExactly(expected);
        }
    }

    static List<String> losses() {
        return Methods.names(Loss.class);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void ofEveryLossThatCanBeNamed(String name) {
        try (NDManager manager = NDManager.newBaseManager()) {
            Shape shape = OF_NUMBERS.contains(name) ? new Shape(8, 1) : new Shape(4, 2);
            NDArray labels = manager.create(
                    OF_NUMBERS.contains(name) ? new float[] {1, 0, 0, 1, 1, 0, 1, 0} : new float[] {0, 1, 1, 0});
            NDArray predictions = manager.create(PREDICTIONS, shape);
            Loss loss = Methods.make(Loss.class, name);
            assertSame(predictions, () -> loss.evaluate(new NDList(labels), new NDList(predictions)));
        }
    }

    /** What every classifier is trained with by default is DJL's own. */
    @Test
    void ofDjlsCrossEntropies() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(PREDICTIONS, new Shape(4, 2));
            NDArray classes = manager.create(new float[] {0, 1, 1, 0});
            assertSame(logits, () -> Loss.softmaxCrossEntropyLoss().evaluate(new NDList(classes), new NDList(logits)));
            NDArray scores = manager.create(PREDICTIONS);
            NDArray truth = manager.create(new float[] {0, 1, 1, 0, 1, 0, 0, 1});
            assertSame(
                    scores, () -> Loss.sigmoidBinaryCrossEntropyLoss().evaluate(new NDList(truth), new NDList(scores)));
        }
    }

    @Test
    void ofNumbersInAGraph() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(PREDICTIONS);
            assertSame(
                    x,
                    () -> Scalar.times(Scalar.over(Scalar.power(Scalar.atLeast(x.abs(), 0.35), 1.5), 3), 7)
                            .sum());
        }
    }

    @Test
    void ofATransformer() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block model = new Transformer(11, 6, 8, 2, 1);
            model.setInitializer(new NormalInitializer(0.1f), p -> true);
            model.initialize(manager, DataType.FLOAT32, new Shape(2, 6));
            NDArray tokens = manager.create(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, 1}, new Shape(2, 6));
            NDArray weights = model.getParameters().values().stream()
                    .map(parameter -> parameter.getArray())
                    .filter(array -> array.getShape().dimension() == 2)
                    .findFirst()
                    .orElseThrow();
            assertSame(
                    weights,
                    () -> model.forward(new ParameterStore(manager, false), new NDList(tokens), true)
                            .singletonOrThrow()
                            .square()
                            .mean());
        }
    }
}
