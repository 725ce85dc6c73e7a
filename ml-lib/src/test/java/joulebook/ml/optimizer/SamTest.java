package joulebook.ml.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientRule;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Mlp;
import joulebook.ml.optimizer.Sam.Norm;
import joulebook.ml.train.Backpropagation;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private ParameterVector vector(float... values) {
        return new ParameterVector(List.of("w"), List.of(manager.create(values)));
    }

    private static float[] gradient(GradientRule rule, ParameterVector w, Supplier<NDArray> loss) {
        float[] before = w.flatten();
        try (LossGradient g = rule.gradient(w, loss)) {
            assertThat(w.flatten()).isEqualTo(before);
            return g.gradient().flatten();
        }
    }

    /** (4 x^2 + y^2) / 2. */
    private static Supplier<NDArray> quadratic(ParameterVector w) {
        NDArray curvature = w.get("w").getManager().create(new float[] {4, 1});
        return () -> w.get("w").square().mul(curvature).sum().div(2);
    }

    @ParameterizedTest
    @ValueSource(floats = {1, -1})
    void aParabolaIsFollowedFromFurtherUp(float at) {
        ParameterVector w = vector(at);
        Supplier<NDArray> loss = () -> w.get("w").square().sum().div(2);
        assertThat(gradient(new Sam(0.1), w, loss)).containsExactly(new float[] {1.1f * at}, within(1e-6f));
    }

    @Test
    void aQuadraticsGradientIsAwPlusRhoAAwOverItsNorm() {
        ParameterVector axis = vector(1, 0);
        assertThat(gradient(new Sam(0.1), axis, quadratic(axis))).containsExactly(new float[] {4.4f, 0}, within(1e-5f));

        ParameterVector w = vector(0.3f, -2);
        double norm = Math.hypot(4 * 0.3, -2);
        assertThat(gradient(new Sam(0.5), w, quadratic(w)))
                .containsExactly(
                        new float[] {(float) (1.2 + 0.5 * 16 * 0.3 / norm), (float) (-2 - 0.5 * 2 / norm)},
                        within(1e-5f));
    }

    @Test
    void theLargestEntryIsTheOtherMeasure() {
        ParameterVector w = vector(0.3f, -2);
        assertThat(gradient(new Sam(0.5, Norm.MAXIMUM), w, quadratic(w)))
                .containsExactly(new float[] {4 * 0.8f, -2.5f}, within(1e-5f));
    }

    @Test
    void aStraightLossAndAZeroGradientChangeNothing() {
        ParameterVector w = vector(3, 5);
        NDArray slope = manager.create(new float[] {2, -1});
        assertThat(gradient(new Sam(0.7), w, () -> w.get("w").mul(slope).sum())).containsExactly(2, -1);

        ParameterVector bottom = vector(0, 0);
        assertThat(gradient(new Sam(0.7), bottom, quadratic(bottom))).containsExactly(0, 0);
    }

    @Test
    void theStepUpHasTheLengthRhoWhateverTheScaleOfTheLoss() {
        ParameterVector w = vector(0.3f, -2);
        for (double scale : new double[] {1e-3, 1, 1e3}) {
            // half the squared distance from w: zero at w, rho^2 / 2 at w + e; the slope sets e's direction
            NDArray start = w.get("w").duplicate();
            NDArray slope = manager.create(new float[] {1, 2}).mul(scale);
            Supplier<NDArray> loss = () -> w.get("w").sub(start).mul(slope).sum();
            assertThat(new Sam(0.25).sharpness(w, loss) / (scale * Math.sqrt(5)))
                    .isCloseTo(0.25, within(1e-5));
        }
        assertThat(w.flatten()).containsExactly(0.3f, -2);
    }

    @Test
    void theLossReportedIsThatAtTheWeights() {
        ParameterVector w = vector(1, 0);
        try (LossGradient g = new Sam(0.1).gradient(w, quadratic(w))) {
            assertThat(g.loss().getFloat()).isEqualTo(2);
        }
    }

    @Test
    void whereTheLossUpThereIsNoNumberThePlainGradientIsFollowed() {
        ParameterVector w = vector(1);
        AtomicInteger calls = new AtomicInteger();
        Supplier<NDArray> loss = () -> {
            NDArray square = w.get("w").square().sum();
            return calls.incrementAndGet() == 2 ? square.div(0) : square;
        };
        assertThat(gradient(new Sam(0.1), w, loss)).containsExactly(2);
    }

    @Test
    void theWeightsComeBackIfTheLossThrows() {
        ParameterVector w = vector(1);
        AtomicInteger calls = new AtomicInteger();
        assertThatThrownBy(() -> new Sam(0.1).gradient(w, () -> {
                    if (calls.incrementAndGet() == 2) {
                        throw new IllegalStateException("no loss");
                    }
                    return w.get("w").square().sum();
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(w.flatten()).containsExactly(1);
    }

    @Test
    void withoutARadiusATrainingIsThatOfTheOptimizer() {
        assertThat(trained(new Sam(0))).isEqualTo(trained(GradientRule.PLAIN));
    }

    private static float[] trained(GradientRule rule) {
        TrainTest digits = Datasets.load("digits");
        TrainingOptions options = TrainingOptions.defaults().withEpochs(1).withOptimizer("sgd:momentum=0.9");
        try (TrainingRun run = new Backpropagation()
                .withRule(rule)
                .fit(new Mlp(64, 16, 10), digits, options, Meter.none(), TrainingListener.NONE)) {
            return ParameterVector.of(run.model().getBlock()).flatten();
        }
    }

    @Test
    void aThousandStepsLeaveNoArrays() {
        ParameterVector w = new ParameterVector(
                List.of("w"), List.of(manager.zeros(new Shape(100, 100)).add(1)));
        Sam sam = new Sam(0.1);
        for (int i = 0; i < 10; i++) {
            step(sam, w);
        }
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 1000; i++) {
            step(sam, w);
        }
        assertThat(manager.getManagedArrays().size()).isEqualTo(before);
    }

    private void step(Sam sam, ParameterVector w) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = scope.ones(new Shape(100, 100));
            sam.gradient(w, () -> x.mul(w.get("w")).sum()).close();
        }
    }

    @Test
    void itIsKnownByName() {
        assertThat(Methods.make(GradientRule.class, "sam")).isEqualTo(new Sam(0.05));
        assertThat(Methods.make(GradientRule.class, "sam:rho=0.2,norm=maximum")).isEqualTo(new Sam(0.2, Norm.MAXIMUM));
        assertThatThrownBy(() -> Methods.make(GradientRule.class, "sam:rho=-1"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("-1");
    }
}
