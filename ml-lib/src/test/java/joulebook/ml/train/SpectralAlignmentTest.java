package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.NoGrad;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpectralAlignmentTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void alignmentsAreCosinesAndZeroCountsAsNotPositive() {
        NDArray inputs = manager.create(new float[] {1, 0, 0, 1, -2, 0, 1, 1}, new Shape(4, 2));
        double[] alignments = SpectralAlignment.alignments(inputs, new float[] {1, 0});
        assertThat(alignments).containsExactly(new double[] {1, 0, -1, Math.sqrt(0.5)}, within(1e-6));
        assertThat(SpectralAlignment.signDiversity(alignments)).isEqualTo(1);
    }

    @Test
    void inputsOfOneSignHaveNoDiversity() {
        NDArray inputs = manager.create(new float[] {3, -4, 6, -8, 0, 0, 0.3f, -0.4f}, new Shape(4, 2));
        double[] same = SpectralAlignment.alignments(inputs, new float[] {0.6f, -0.8f});
        assertThat(same).containsExactly(new double[] {1, 1, 1}, within(1e-6)); // that of zeros is left out
        assertThat(SpectralAlignment.signDiversity(same)).isZero();
        assertThat(SpectralAlignment.signDiversity(new double[] {-1, -1, -1, 1}))
                .isEqualTo(0.5)
                .isEqualTo(SpectralAlignment.signDiversity(new double[] {1, 1, 1, -1}));
        assertThat(SpectralAlignment.signDiversity(new double[] {1, Double.NaN}))
                .isNaN();
    }

    @Test
    void theScaleOfTheInputsDoesNotMatter() {
        NDArray inputs = gaussian(10, 4);
        float[] direction = {0.5f, -0.5f, 0.5f, 0.5f};
        assertThat(SpectralAlignment.alignments(inputs.mul(100), direction))
                .containsExactly(SpectralAlignment.alignments(inputs, direction), within(1e-6));
    }

    @Test
    void overAnOrthonormalBasisTheSquaresAddUpToOne() {
        NDArray inputs = gaussian(10, 2);
        double[] x = SpectralAlignment.alignments(inputs, new float[] {0.6f, -0.8f});
        double[] y = SpectralAlignment.alignments(inputs, new float[] {0.8f, 0.6f});
        for (int i = 0; i < 10; i++) {
            assertThat(x[i] * x[i] + y[i] * y[i]).isCloseTo(1, within(1e-5));
        }
    }

    private NDArray gaussian(int rows, int columns) {
        Random random = new Random(6);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return manager.create(values, new Shape(rows, columns));
    }

    /** Three linear layers on two inputs, of which the second one's weights are diag(3, 1). */
    private SequentialBlock model() {
        SequentialBlock model = new SequentialBlock();
        for (int i = 0; i < 3; i++) {
            model.add(Linear.builder().setUnits(2).build());
        }
        model.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
        ParameterVector.of(model).unflatten(new float[] {1, 0, 0, 1, 0, 0, 3, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0});
        return model;
    }

    private void see(SpectralAlignmentMonitor monitor, SequentialBlock model, int number, float... inputs) {
        NDArray features = manager.create(inputs, new Shape(inputs.length / 2, 2));
        NoGrad.run(
                () -> monitor.onStep(new Monitor.Step(number, model, new Batch(features, features, new int[0]), null)));
    }

    @Test
    void anAlarmIsTwoCollapsedChecksAfterABalancedOne() {
        SpectralAlignmentMonitor monitor = new SpectralAlignmentMonitor(2, true);
        SequentialBlock model = model();
        see(monitor, model, 1, 1, 0, 2, 0); // not a step to check at
        see(monitor, model, 2, 1, 0, -1, 0.5f);
        see(monitor, model, 4, 1, 0, 2, 0);
        assertThat(monitor.stop()).isEmpty();
        see(monitor, model, 6, -1, 0, -2, 0);

        assertThat(monitor.checks()).hasSize(3).allSatisfy(check -> {
            assertThat(check.layer()).isEqualTo(2);
            assertThat(check.spectralNorm()).isCloseTo(3, within(1e-4));
            assertThat(check.clear()).isTrue();
        });
        assertThat(monitor.checks())
                .extracting(SpectralAlignmentMonitor.Check::signDiversity)
                .containsExactly(1.0, 0.0, 0.0);
        assertThat(monitor.alarm()).contains(new SpectralAlignmentMonitor.Alarm(6, 2));
        assertThat(monitor.stop())
                .hasValueSatisfying(reason -> assertThat(reason).contains("layer 2", "step 6"));
    }

    @Test
    void aLayerThatStartsOneSignedRaisesNone() {
        SpectralAlignmentMonitor monitor = new SpectralAlignmentMonitor(1, true);
        SequentialBlock model = model();
        for (int step = 1; step < 6; step++) {
            see(monitor, model, step, 1, 0, 2, 0);
        }
        assertThat(monitor.checks()).hasSize(5);
        assertThat(monitor.alarm()).isEmpty();
    }

    @Test
    void anExplodedWeightIsToldByNaN() {
        SpectralAlignmentMonitor monitor = new SpectralAlignmentMonitor(1, true);
        SequentialBlock model = model();
        NoGrad.run(() -> ParameterVector.of(model).arrays().get(2).addi(Float.NaN));
        see(monitor, model, 1, 1, 0, -2, 0);
        assertThat(monitor.checks().get(0).signDiversity()).isNaN();
    }

    @Test
    void watchingChangesNoTraining() {
        assertThat(trained(new Backpropagation().withMonitor(() -> new SpectralAlignmentMonitor(1, false))))
                .isEqualTo(trained(new Backpropagation()));
    }

    private static float[] trained(Backpropagation training) {
        TrainingOptions options = TrainingOptions.defaults().withEpochs(2);
        try (TrainingRun run =
                training.fit(new Mlp(2, 8, 8, 8, 2), Toy.ring(), options, Meter.none(), TrainingListener.NONE)) {
            return Toy.weights(run.model().getBlock());
        }
    }

    @Test
    void aModelWithNoLayerBetweenIsRefused() {
        assertThatThrownBy(() -> trained(Methods.make(Monitor.class, "spectral-alignment:every=1"), 2, 8, 2))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 3");
        assertThatThrownBy(() -> Methods.make(Monitor.class, "spectral-alignment:every=0"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("at least 1");
    }

    private static void trained(Monitor monitor, int... sizes) {
        new Backpropagation()
                .withMonitor(() -> monitor)
                .fit(new Mlp(sizes), Toy.ring(), TrainingOptions.defaults(), Meter.none(), TrainingListener.NONE)
                .close();
    }
}
