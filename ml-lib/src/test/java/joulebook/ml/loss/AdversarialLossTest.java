package joulebook.ml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.Random;
import joulebook.ml.InputException;
import joulebook.ml.autograd.Autograd;
import joulebook.ml.autograd.LossGradient;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Datasets;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.InitialWeights;
import joulebook.ml.model.Layers;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.NamedAlgorithm;
import joulebook.ml.train.ProjectedGradientAttack;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The smooth adversarial comp-sum loss, the attack it needs, and the comp-sum losses' bounds. */
class AdversarialLossTest {
    private static final ProjectedGradientAttack ATTACK = attack(0);
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static ProjectedGradientAttack attack(long seed) {
        return new ProjectedGradientAttack(0.1, 0.025, 10, 0, 1, seed);
    }

    private double loss(double rho, double nu, float[] clean, float[] attacked) {
        return new SmoothAdversarialCompSumLoss(1, rho, nu, ATTACK)
                .evaluate(
                        new NDList(manager.create(new long[] {0})),
                        new NDList(
                                manager.create(clean, new Shape(1, clean.length)),
                                manager.create(attacked, new Shape(1, attacked.length))))
                .getFloat();
    }

    @Test
    void knownAnswers() {
        float[] clean = {1, 0, -1};
        assertThat(loss(1, 1, clean, new float[] {0.5f, 0.2f, -1})).isCloseTo(1.2678385, within(1e-6));
        assertThat(loss(1, 0, clean, new float[] {0.5f, 0.2f, -1})).isCloseTo(0.4076060, within(1e-6));
        assertThat(loss(1, 1, new float[] {8, 7, 6}, new float[] {-1.5f, -1.8f, -3}))
                .isCloseTo(1.2678385, within(1e-6));
        assertThat(loss(0.5, 0, clean, clean)).isCloseTo(Math.log(1 + Math.exp(-2) + Math.exp(-4)), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1, 1.7, 3})
    void gradients(double tau) {
        Random random = new Random(3);
        float[] logits = new float[2 * 3 * 4];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextGaussian();
        }
        NDArray labels = manager.create(new long[] {0, 3, 3});
        Loss loss = new SmoothAdversarialCompSumLoss(tau, 0.7, 1.3, ATTACK);
        float[] gradient = gradient(loss, labels, logits, new Shape(2, 3, 4));
        for (int i = 0; i < logits.length; i++) {
            float[] above = logits.clone();
            float[] below = logits.clone();
            above[i] += 1e-2f;
            below[i] -= 1e-2f;
            double difference =
                    (value(loss, labels, above) - value(loss, labels, below)) / ((double) above[i] - below[i]);
            assertThat((double) gradient[i]).isCloseTo(difference, within(1e-3));
        }
    }

    @Test
    void extremesStayFinite() {
        for (float size : new float[] {0, 1e4f}) {
            for (Loss loss : List.of(
                    new SmoothAdversarialCompSumLoss(0, 1, 1, ATTACK),
                    new SmoothAdversarialCompSumLoss(1, 0.1, 1, ATTACK))) {
                float[] gradient = gradient(
                        loss,
                        manager.create(new long[] {1}),
                        new float[] {size, -size, 0, size, -size, 0}, // no change at all: the norm has no slope
                        new Shape(2, 1, 3));
                assertThat(gradient).doesNotContain(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
            }
        }
    }

    private static NDList halves(NDArray both) {
        return new NDList(both.get(0), both.get(1));
    }

    private double value(Loss loss, NDArray labels, float[] logits) {
        NDArray both = manager.create(logits, new Shape(2, 3, 4));
        return loss.evaluate(new NDList(labels), halves(both)).getFloat();
    }

    private float[] gradient(Loss loss, NDArray labels, float[] logits, Shape shape) {
        NDArray both = manager.create(logits, shape);
        try (LossGradient g = Autograd.gradient(
                new ParameterVector(List.of("logits"), List.of(both)),
                () -> loss.evaluate(new NDList(labels), halves(both)))) {
            return g.gradient().arrays().get(0).toFloatArray();
        }
    }

    @Test
    void theAttackOfALinearModelFindsTheCorner() {
        Mlp model = new Mlp(3, 2);
        InitialWeights.KAIMING.draw(model, manager, new Shape(1, 3), 1);
        float[] weights = ParameterVector.of(model).arrays().get(0).toFloatArray(); // (2, 3)
        NDArray inputs = manager.create(new float[] {0.5f, 0.05f, 0.5f}, new Shape(1, 3));
        float[] found =
                attack(4).of(model, inputs, logits -> logits.get(":, 0").sum()).toFloatArray();
        float[] from = {0.5f, 0.05f, 0.5f};
        for (int j = 0; j < 3; j++) {
            float corner = Math.max(0, from[j] + 0.1f * Math.signum(weights[j]));
            assertThat(found[j]).isCloseTo(corner, within(1e-6f));
        }
        assertThat(inputs.toFloatArray()).containsExactly(from);
    }

    @Test
    void theAttackLeavesNoGradientBehindAndHangsOnItsSeed() {
        Mlp model = new Mlp(4, 8, 3);
        InitialWeights.KAIMING.draw(model, manager, new Shape(2, 4), 1);
        NDArray inputs = manager.full(new Shape(2, 4), 0.5f, DataType.FLOAT32);
        NDArray labels = manager.create(new long[] {0, 2});
        Loss loss = new CompSumLoss(1);
        double before = norm(model, loss, labels, inputs);
        NDArray first = near(attack(7), model, loss, labels, inputs);
        assertThat(norm(model, loss, labels, inputs)).isEqualTo(before);
        assertThat(near(attack(7), model, loss, labels, inputs)).isEqualTo(first);
        assertThat(loss.evaluate(new NDList(labels), new NDList(Layers.forward(model, first, false)))
                        .getFloat())
                .isGreaterThan(loss.evaluate(new NDList(labels), new NDList(Layers.forward(model, inputs, false)))
                        .getFloat());
    }

    private static NDArray near(ProjectedGradientAttack attack, Mlp model, Loss loss, NDArray labels, NDArray inputs) {
        return attack.of(model, inputs, logits -> loss.evaluate(new NDList(labels), new NDList(logits)));
    }

    private static double norm(Mlp model, Loss loss, NDArray labels, NDArray inputs) {
        try (LossGradient g = Autograd.gradient(
                ParameterVector.of(model),
                () -> loss.evaluate(new NDList(labels), new NDList(Layers.forward(model, inputs, true))))) {
            return g.gradient().norm();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"adversarial:steps=2", "smooth-adversarial:steps=2"})
    void trainsByNameAndBeginsAnewEachTime(String name) {
        TrainingOptions options = TrainingOptions.defaults().withEpochs(3).withLearningRate(0.01f);
        var algorithm = new NamedAlgorithm("bp", name, "", List.of(), List.of()).make();
        double[] loss = new double[2];
        for (int i = 0; i < 2; i++) {
            try (TrainingRun run = algorithm.fit(
                    new Mlp(64, 32, 10), Datasets.load("digits"), options, Meter.none(), TrainingListener.NONE)) {
                loss[i] = run.metric("test_loss");
                assertThat(run.metric("test_accuracy")).isGreaterThan(0.7);
            }
        }
        assertThat(loss[1]).isEqualTo(loss[0]);
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 0.02, 0.2", "2, 10, 0.01, 0.1", "0, 3, 0.02, 0.2", "1.5, 4, 0.01, 0.2", "3, 2, 0.01, 0.08"})
    void bounds(double tau, int classes, double excess, double bound) {
        assertThat(ConsistencyBound.gamma(tau, classes, excess)).isCloseTo(bound, within(1e-12));
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertThatThrownBy(() -> new SmoothAdversarialCompSumLoss(1, 0, 1, ATTACK))
                .isInstanceOf(InputException.class)
                .hasMessage("Rho is 0.0 and nu is 1.0, but rho must be positive and nu 0 or more, such as 1 and 1.");
        assertThatThrownBy(() -> Methods.make(Loss.class, "smooth-adversarial:nu=-1"))
                .hasMessageContaining("nu 0 or more");
        assertThatThrownBy(() -> Methods.make(Loss.class, "adversarial:radius=0"))
                .hasMessageContaining("positive");
        assertThatThrownBy(() -> Methods.make(Loss.class, "adversarial:low=1")).hasMessageContaining("the smaller");
        assertThatThrownBy(() -> ConsistencyBound.gamma(1, 1, 0)).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> loss(1, 1, new float[] {1, 2, 3}, new float[] {1, 2}))
                .hasMessageContaining("the same examples in both");
        Mlp model = new Mlp(3, 2);
        InitialWeights.KAIMING.draw(model, manager, new Shape(1, 3), 1);
        assertThatThrownBy(() -> ATTACK.of(model, manager.ones(new Shape(1, 3)).mul(2), NDArray::sum))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("run from 2.0 to 2.0");
    }
}
