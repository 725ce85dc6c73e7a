package joulebook.ml.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.loss.Loss;
import java.util.List;
import joulebook.ml.InputException;
import joulebook.ml.autograd.GradientCheck;
import joulebook.ml.data.Batches.Batch;
import joulebook.ml.data.Datasets;
import joulebook.ml.energy.Meter;
import joulebook.ml.method.Methods;
import joulebook.ml.model.Mlp;
import joulebook.ml.train.NamedAlgorithm;
import joulebook.ml.train.TrainingListener;
import joulebook.ml.train.TrainingOptions;
import joulebook.ml.train.TrainingRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AldrKlLossTest {
    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    private static AldrKlLoss loss(double lambda0, double alpha, double margin) {
        return new AldrKlLoss(lambda0, alpha, margin, LogitNormalisation.NONE);
    }

    private double evaluate(AldrKlLoss loss, int example, int label, float... logits) {
        Batch batch = new Batch(manager.create(0f), manager.create(new long[] {label}), new int[] {example});
        return loss.evaluate(batch, new NDList(manager.create(logits, new Shape(1, logits.length))))
                .getFloat();
    }

    @Test
    void knownAnswer() {
        AldrKlLoss loss = loss(1, 2, 0);
        assertThat(evaluate(loss, 5, 1, 2, 1, 0)).isCloseTo(0.3285334, within(2e-5)); // the floor moves the fifth digit
        assertThat(loss.temperature(5)).isCloseTo(0.8788396, within(2e-5));
        assertThat(loss.temperature(4)).isEqualTo(1);
        assertThat(loss.temperature(6)).isEqualTo(1);
    }

    @Test
    void anUndecidedExampleKeepsItsTemperatureAndACertainOneComesNearTheLeast() {
        AldrKlLoss loss = loss(10, 2, 0.1);
        evaluate(loss, 0, 1, 3, 3, 3);
        evaluate(loss, 1, 1, 1e4f, 0, 0);
        evaluate(loss, 2, 0, 1e4f, 0, 0);
        assertThat(loss.temperature(0)).isCloseTo(10, within(1e-4));
        assertThat(loss.temperature(1)).isCloseTo(5, within(0.01)).isGreaterThanOrEqualTo(5);
        assertThat(loss.temperature(2)).isEqualTo(loss.temperature(1));
    }

    @Test
    void temperaturesSettleWhereTheObjectiveIsStationary() {
        AldrKlLoss loss = loss(1, 2, 0);
        float[] f = {2, 1, 0};
        for (int i = 0; i < 50; i++) {
            evaluate(loss, 0, 1, f);
        }
        double lambda = loss.temperature(0);
        double slope = (objective(f, lambda + 1e-5) - objective(f, lambda - 1e-5)) / 2e-5;
        assertThat(slope).isCloseTo(0, within(1e-3));
        assertThat(evaluate(loss, 0, 1, f)).isCloseTo(objective(f, lambda), within(1e-6));
    }

    private static double objective(float[] f, double lambda) {
        double sum = 0;
        for (float each : f) {
            sum += Math.exp((each - f[1]) / lambda);
        }
        return lambda * Math.log(sum / f.length) - Math.log(f.length) * Math.pow(lambda - 1, 2);
    }

    @Test
    void theGradientIsThatOfLdrKlAtTheNewTemperature() {
        float[] logits = {2, 1, 0, -3, 0.5f, 4};
        NDArray labels = manager.create(new float[] {1, 0});
        for (float scale : new float[] {1, 100, 1e4f}) {
            for (int i = 0; i < 2; i++) {
                float[] row = {scale * logits[3 * i], scale * logits[3 * i + 1], scale * logits[3 * i + 2]};
                AldrKlLoss loss = loss(1, 2, 0.1);
                evaluate(loss, 0, 1 - i, row);
                Loss fixed = new LdrKlLoss(loss.temperature(0), 0.1, LogitNormalisation.NONE);
                NDArray label = labels.get(i).reshape(1);
                assertThat(GradientCheck.of(loss(1, 2, 0.1), label, row, new Shape(1, 3))
                                .gradient())
                        .containsExactly(
                                GradientCheck.of(fixed, label, row, new Shape(1, 3))
                                        .gradient(),
                                within(1e-6f));
            }
        }
    }

    @Test
    void trainsByNameAndBeginsAnewEachTime() {
        TrainingOptions options = TrainingOptions.defaults().withEpochs(2).withLearningRate(0.01f);
        var algorithm = new NamedAlgorithm("bp", "aldr-kl:normalisation=l1", "", List.of(), List.of()).make();
        double[] accuracy = new double[2];
        for (int i = 0; i < 2; i++) {
            try (TrainingRun run = algorithm.fit(
                    new Mlp(64, 32, 10), Datasets.load("digits"), options, Meter.none(), TrainingListener.NONE)) {
                accuracy[i] = run.metric("test_loss");
                assertThat(run.metric("test_accuracy")).isGreaterThan(0.7);
            }
        }
        assertThat(accuracy[1]).isEqualTo(accuracy[0]);
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertThatThrownBy(() -> Methods.make(Loss.class, "aldr-kl:alpha=1"))
                .isInstanceOf(InputException.class)
                .hasMessage("Alpha is 1.0, but it must be above 1, such as 2.");
        assertThatThrownBy(() -> Methods.make(Loss.class, "aldr-kl:lambda0=0")).hasMessageContaining("positive");
        assertThatThrownBy(() -> Methods.make(Loss.class, "aldr-kl:margin=-1")).hasMessageContaining("0 or more");
        assertThatThrownBy(() -> evaluate(loss(1, 2, 0), 0, 3, 1, 2, 3)).hasMessageContaining("must be from 0 to 2");
        assertThatThrownBy(() -> evaluate(loss(1, 2, 0), 0, 0, 1)).hasMessageContaining("2 logits");
    }
}
