package joulebook.ml.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import joulebook.ml.InputException;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Datasets;
import joulebook.ml.data.TrainTest;
import joulebook.ml.energy.Meter;
import joulebook.ml.model.Mlp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final TrainTest DIGITS = Datasets.load("digits");
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults().withEpochs(4).withSchedule("cosine").withSeed(5);

    @TempDir
    Path folder;

    private static float[] weights(TrainingRun run) {
        return ParameterVector.of(run.model().getBlock()).flatten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"adam", "sgd:momentum=0.9", "sgd"})
    void aTrainingThatWasInterruptedEndsWithTheSameBits(String optimizer) {
        Path file = folder.resolve("training.npz");
        TrainingOptions options = OPTIONS.withOptimizer(optimizer);
        TrainingListener stopsInTheThirdEpoch = new TrainingListener() {
            @Override
            public void onStep(StepResult result) {
                if (result.epoch() == 3) {
                    throw new CancellationException();
                }
            }
        };
        Backpropagation saving = new Backpropagation().withCheckpoint(file);
        assertThatThrownBy(() -> saving.fit(new Mlp(64, 16, 10), DIGITS, options, Meter.none(), stopsInTheThirdEpoch))
                .isInstanceOf(CancellationException.class);

        try (TrainingRun resumed =
                        saving.fit(new Mlp(64, 16, 10), DIGITS, options, Meter.none(), TrainingListener.NONE);
                TrainingRun through = new Backpropagation()
                        .fit(new Mlp(64, 16, 10), DIGITS, options, Meter.none(), TrainingListener.NONE)) {
            assertThat(weights(resumed)).isEqualTo(weights(through));
            assertThat(resumed.history().doubleColumn("train_loss").asList())
                    .isEqualTo(through.history().doubleColumn("train_loss").asList());
        }
    }

    @Test
    void anotherTrainingsFileIsRefused() throws IOException {
        Path file = folder.resolve("training.npz");
        Backpropagation saving = new Backpropagation().withCheckpoint(file);
        saving.fit(new Mlp(64, 16, 10), DIGITS, OPTIONS, Meter.none(), TrainingListener.NONE)
                .close();

        assertThatThrownBy(() -> saving.fit(
                        new Mlp(64, 16, 10), DIGITS, OPTIONS.withSeed(6), Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("seed=5");
        assertThatThrownBy(() -> saving.fit(new Mlp(64, 8, 10), DIGITS, OPTIONS, Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("another model");
        Files.writeString(file, "no checkpoint");
        assertThatThrownBy(() -> saving.fit(new Mlp(64, 16, 10), DIGITS, OPTIONS, Meter.none(), TrainingListener.NONE))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no checkpoint");
    }
}
