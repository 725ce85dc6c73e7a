package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.assertRefused;
import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code %calibrate} in the installed kernel, by one method and by several. */
class CalibrateTest {
    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new InstalledKernel(prefix, "--no-archive").start();
        execute(kernel, "%%train --data digits --epochs 10 --name digits\nnew Mlp(64, 16, 10)");
        execute(kernel, "%%train --data iris --epochs 5 --seeds 0,1 --name several\nnew Mlp(4, 16, 3)");
        execute(kernel, "%%train --data iris --epochs 5 --name iris\nnew Mlp(4, 16, 3)");
        execute(kernel, "%%train --data diabetes --epochs 2 --name numbers\nnew Mlp(10, 16, 1)");
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @Test
    void severalMethodsAreComparedWithWhatWasBefore() {
        Executed cell = execute(
                kernel,
                "%calibrate digits --method temperature,correctness-aware:epochs=5,k=3 --resamples 100 --bins 9");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        assertThat(cell.texts("execute_result").get(0))
                .contains("before", "temperature", "correctness-aware:epochs=5,k=3", "log-loss", "ece:bins=9", "brier");
        assertThat(cell.texts("display_data").get(0))
                .contains("Reliability, before", "Reliability, temperature", "Reliability, correctness-aware");
        assertThat(value("calibrated_correctness_aware.probabilities(Datasets.load(\"digits\").test()).length"))
                .isEqualTo("451");
    }

    /** Early in a training a model is right more often than it says: the temperature is below 1. */
    @Test
    void oneMethodLeavesACalibratedModel() {
        Executed cell = execute(kernel, "%calibrate digits --resamples 0 --fit 0.9 --name sure");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        assertThat(cell.texts("execute_result").get(0)).contains("43 test examples of digits");
        assertThat(value("((joulebook.ml.calibration.TemperatureScaling.Temperature) sure.calibration()).value() < 1"))
                .isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%calibrate nothing | There is no variable named nothing.",
                "%calibrate several | several holds 2 runs, but one is calibrated at a time.",
                "%calibrate numbers | has numbers for targets",
                "%calibrate iris --method correctness-aware | only pictures of shape (height, width)",
                "%calibrate iris --method cool | There is no calibrator \"cool\": choose one of temperature,",
                "%calibrate iris --data digits | The model was trained on iris",
                "%calibrate iris --fit 1 | must lie between 0 and 1",
                "%calibrate iris --bins 0 | give one bin or more.",
            })
    void badInputIsAnsweredInOneSentence(String code, String sentence) {
        assertRefused(kernel, code, sentence);
    }

    private static String value(String expression) {
        return execute(kernel, expression).texts("execute_result").get(0);
    }
}
