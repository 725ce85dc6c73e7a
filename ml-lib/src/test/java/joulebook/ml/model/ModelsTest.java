package joulebook.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelsTest {
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(4).withBatchSize(32).withLearningRate(3e-3f);

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static double accuracy(Block model, TrainTest data) {
        try (TrainingRun run = new Backpropagation().fit(model, data, OPTIONS, Meter.none(), TrainingListener.NONE)) {
            return run.metric("test_accuracy");
        }
    }

    @Test
    void convolutionalNetworksLearnDigits() {
        TrainTest digits = Datasets.load("digits");
        assertThat(accuracy(new Cnn(digits.train().shape(), 10), digits)).isGreaterThan(0.9);
        assertThat(accuracy(new ResNet(digits.train().shape(), 8, 2, 1, 10), digits))
                .isGreaterThan(0.9);
    }

    /** After a digit comes the next, after 9 the 0: only the last token counts. */
    @Test
    void aTransformerLearnsWhatComesNext() {
        int n = 400;
        float[] tokens = new float[n * 6];
        int[] next = new int[n];
        for (int i = 0; i < n; i++) {
            for (int t = 0; t < 6; t++) {
                tokens[i * 6 + t] = (i * 7 + t * 3 + (t == 5 ? i : 0)) % 10;
            }
            next[i] = ((int) tokens[i * 6 + 5] + 1) % 10;
        }
        List<String> names = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        Dataset counting = new Dataset("counting", new Shape(6), tokens, new Targets.Classes(next, names));
        assertThat(accuracy(new Transformer(10, 6, 32, 1, 4), counting.split(0.25, 0)))
                .isGreaterThan(0.95);
    }

    @Test
    void aTransformerDoesNotSeeWhatComesLater() {
        Engine.getInstance().setRandomSeed(1);
        Transformer transformer = new Transformer(5, 4, 8, 2, 2);
        transformer.initialize(manager, DataType.FLOAT32, new Shape(1, 4));
        float[] one = logits(transformer, 0, 1, 2, 3);
        float[] other = logits(transformer, 0, 1, 4, 4);
        for (int i = 0; i < 2 * 5; i++) {
            assertThat(other[i]).isCloseTo(one[i], within(1e-6f));
        }
        assertThat(other[2 * 5]).isNotCloseTo(one[2 * 5], within(1e-6f));
    }

    private float[] logits(Transformer transformer, long... tokens) {
        NDArray input = manager.create(tokens, new Shape(1, tokens.length));
        return NoGrad.call(() -> transformer
                .logits(new ParameterStore(manager, false), input, false)
                .toFloatArray());
    }

    @Test
    void embeddingsAreTied() {
        Transformer transformer = new Transformer(5, 4, 8, 1, 2);
        transformer.initialize(manager, DataType.FLOAT32, new Shape(1, 4));
        long norms = 2 * 2 * 8 + 2 * 8;
        long linears = (8 * 24 + 24) + (8 * 8 + 8) + (8 * 32 + 32) + (32 * 8 + 8);
        assertThat(ParameterVector.of(transformer).size()).isEqualTo(5 * 8 + 4 * 8 + norms + linears);
    }

    /** What the walk through the layers gives is what the model gives. */
    @Test
    void theLayersOfAResNetCanBeFollowed() {
        ResNet resNet = new ResNet(new Shape(8, 8), 4, 2, 1, 3);
        resNet.initialize(manager, DataType.FLOAT32, new Shape(2, 8, 8));
        NDArray images = manager.randomNormal(new Shape(2, 8, 8));
        NoGrad.run(() -> {
            NDArray walked = Layers.walk(resNet, images, (layer, in) -> Layers.forward(layer, in, false));
            assertThat(walked.allClose(Layers.forward(resNet, images, false), 1e-5, 1e-6, false))
                    .isTrue();
            // stem, its norm, 2 x (2 convolutions, 2 norms), the shortcut, the outputs
            assertThat(Layers.inputs(resNet, images, false)).hasSize(2 + 8 + 1 + 1);
        });
    }

    @Test
    void wrongSizesAreToldInASentence() {
        assertThatThrownBy(() -> new Cnn(new Shape(8, 8), new int[] {4, 4, 4, 4}, 8, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("halves");
        assertThatThrownBy(() -> new ResNet(new Shape(64), 4, 1, 1, 2)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new Transformer(10, 8, 10, 1, 4))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("heads divide");
    }
}
