package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import joulebook.ml.InputException;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.Test;

class DistillationTest {

    private static double loss(double weight, double temperature, float[] student, float[] teacher) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray label = manager.create(new float[] {0});
            return new DistillationLoss(weight, temperature)
                    .evaluate(
                            new NDList(label),
                            new NDList(
                                    manager.create(student).reshape(1, -1),
                                    manager.create(teacher).reshape(1, -1)))
                    .getFloat();
        }
    }

    @Test
    void byHand() {
        float ln3 = (float) Math.log(3);
        // student (3/4, 1/4), teacher (1/4, 3/4)
        assertThat(loss(0, 1, new float[] {ln3, 0}, new float[] {0, ln3})).isCloseTo(Math.log(4 / 3.0), within(1e-6));
        assertThat(loss(1, 1, new float[] {ln3, 0}, new float[] {0, ln3}))
                .isCloseTo(-0.25 * Math.log(0.75) - 0.75 * Math.log(0.25), within(1e-6));
        // a temperature of 2 halves the logits and counts four times
        assertThat(loss(1, 2, new float[] {2 * ln3, 0}, new float[] {0, 2 * ln3}))
                .isCloseTo(4 * (-0.25 * Math.log(0.75) - 0.75 * Math.log(0.25)), within(1e-5));
    }

    @Test
    void extremeLogitsStayFinite() {
        assertThat(loss(0.5, 1, new float[] {1e4f, -1e4f}, new float[] {-1e4f, 1e4f}))
                .isCloseTo(1e4, within(1.0));
    }

    @Test
    void aStudentLearnsFromTheTeacherAlone() {
        TrainTest digits = Datasets.load("digits");
        TrainingOptions options = TrainingOptions.defaults().withEpochs(8).withBatchSize(32);
        try (TrainingRun teacher = new Backpropagation()
                        .fit(new Mlp(64, 64, 10), digits, options, Meter.none(), TrainingListener.NONE);
                TrainingRun student = new Backpropagation()
                        .withLoss(new DistillationLoss(1, 1))
                        .fit(
                                new Taught(new Mlp(64, 32, 10), teacher.model().getBlock()),
                                digits,
                                options,
                                Meter.none(),
                                TrainingListener.NONE)) {
            assertThat(student.metric("parameters")).isEqualTo(64 * 32 + 32 + 32 * 10 + 10);
            assertThat(student.metric("test_accuracy")).isGreaterThan(0.8);
            assertThat(teacher.accuracy(digits.test()))
                    .as("the teacher stays as it is")
                    .isEqualTo(teacher.metric("test_accuracy"));
        }
    }

    @Test
    void badInputIsRefusedInOneSentence() {
        assertThatThrownBy(() -> new DistillationLoss(1.5, 1))
                .isInstanceOf(InputException.class)
                .hasMessage("The teacher's weight is 1.5, but it must be from 0 to 1, such as 0.5.");
        assertThatThrownBy(() -> new DistillationLoss(1, 0)).hasMessageContaining("it must be positive");
        assertThatThrownBy(() -> loss(1, 1, new float[] {1, 2}, new float[] {1, 2, 3}))
                .hasMessageContaining("train a Taught(student, teacher)");
    }
}
