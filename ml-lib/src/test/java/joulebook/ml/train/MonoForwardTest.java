package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientTransform;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.Test;

class MonoForwardTest {

    private static final TrainTest RING = Toy.ring();
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(20).withBatchSize(32).withLearningRate(0.01f);

    /** With one hidden layer, one SGD step from the same weights is backpropagation without the output bias. */
    @Test
    void withOneHiddenLayerAStepIsBackpropagation() {
        TrainingOptions oneStep = OPTIONS.withEpochs(1)
                .withBatchSize(600)
                .withOptimizer("sgd")
                .withLearningRate(0.5f)
                .withWarmStart(true);
        GradientTransform noOutputBias =
                (weights, gradient) -> gradient.arrays().get(3).muli(0);
        float[] byBackpropagation = afterAStep(new Backpropagation().withTransform(() -> noOutputBias), oneStep);
        float[] byMonoForward = afterAStep(new MonoForward(), oneStep);

        assertThat(byMonoForward).containsExactly(byBackpropagation, within(1e-6f));
    }

    /** Locality: the second layer's weights have no influence on what the first one learns. */
    @Test
    void aLayerDoesNotDependOnTheLayersAboveIt() {
        Mlp narrow = new Mlp(2, 8, 2, 2);
        Mlp scaled = new Mlp(2, 8, 2, 2);
        TrainingOptions warm = OPTIONS.withEpochs(1).withWarmStart(true);
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Mlp mlp : new Mlp[] {narrow, scaled}) {
                Engine.getInstance().setRandomSeed(4);
                mlp.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
            }
            weight(scaled, 1).getArray().muli(3);
            for (Mlp mlp : new Mlp[] {narrow, scaled}) {
                new MonoForward()
                        .fit(mlp, RING, warm, Meter.none(), TrainingListener.NONE)
                        .close();
            }
            assertThat(weight(scaled, 0).getArray().toFloatArray())
                    .isEqualTo(weight(narrow, 0).getArray().toFloatArray());
            assertThat(weight(scaled, 1).getArray().toFloatArray())
                    .isNotEqualTo(weight(narrow, 1).getArray().toFloatArray());
        }
    }

    @Test
    void theOutputLayerIsTheLastProjection() {
        Mlp mlp = new Mlp(2, 16, 16, 2);
        try (TrainingRun run = new MonoForward().fit(mlp, RING, OPTIONS, Meter.none(), TrainingListener.NONE)) {
            assertThat(run.model().getBlock()).isSameAs(mlp);
            assertThat(mlp.linears()
                            .get(2)
                            .getDirectParameters()
                            .get("bias")
                            .getArray()
                            .toFloatArray())
                    .containsOnly(0);
            assertThat(run.metric("test_accuracy")).isGreaterThan(0.93);
            // W: 2*16 + 16*16, b: 16 + 16, M: 2 * 2*16
            assertThat(run.metric("parameters_updated")).isEqualTo(32 + 256 + 32 + 64);
            // the activations of both hidden layers for 32 examples of 4 bytes
            assertThat(run.metric("activation_bytes")).isEqualTo(32 * 32 * 4);
        }
    }

    @Test
    void theAggregatePredictsWithTheSumOfAllGoodness() {
        Mlp mlp = new Mlp(2, 16, 16, 2);
        try (TrainingRun last = new MonoForward().fit(mlp, RING, OPTIONS, Meter.none(), TrainingListener.NONE)) {
            float[] byLast = last.outputs(new float[] {0.3f, -0.2f})[0];
            try (TrainingRun sum = new MonoForward(MonoForward.Prediction.AGGREGATE)
                    .fit(mlp, RING, OPTIONS, Meter.none(), TrainingListener.NONE)) {
                assertThat(sum.metric("test_accuracy")).isGreaterThan(0.93);
                assertThat(sum.outputs(new float[] {0.3f, -0.2f})[0]).isNotEqualTo(byLast);
            }
        }
    }

    @Test
    void onlyMlpsWithAHiddenLayerAreTrained() {
        SequentialBlock other =
                new SequentialBlock().add(Linear.builder().setUnits(2).build());
        assertThatThrownBy(() -> new MonoForward().fit(other, RING, OPTIONS, Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("Mlp");
        assertThatThrownBy(
                        () -> new MonoForward().fit(new Mlp(2, 2), RING, OPTIONS, Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("hidden layer");
    }

    private static float[] afterAStep(TrainingAlgorithm algorithm, TrainingOptions options) {
        Mlp mlp = new Mlp(2, 8, 2);
        try (NDManager manager = NDManager.newBaseManager()) {
            Engine.getInstance().setRandomSeed(3);
            mlp.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
            algorithm
                    .fit(mlp, RING, options, Meter.none(), TrainingListener.NONE)
                    .close();
            return Toy.weights(mlp);
        }
    }

    private static Parameter weight(Mlp mlp, int layer) {
        return mlp.linears().get(layer).getDirectParameters().get("weight");
    }
}
