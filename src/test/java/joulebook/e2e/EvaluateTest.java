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

/** {@code %evaluate} in the installed kernel, on classes and on numbers, for one run and for several. */
class EvaluateTest {
    @TempDir
    static Path prefix;

    private static KernelProcess kernel;

    @BeforeAll
    static void start() throws IOException {
        kernel = new InstalledKernel(prefix, "--no-archive").start();
        execute(kernel, "%%train --data iris --epochs 40 --batch 16 --lr 0.01 --name iris\nnew Mlp(4, 16, 3)");
        execute(kernel, "%%train --data iris --epochs 5 --batch 16 --seeds 0,1,2 --name several\nnew Mlp(4, 16, 3)");
        execute(kernel, "%%train --data diabetes --epochs 5 --name numbers\nnew Mlp(10, 16, 1)");
    }

    @AfterAll
    static void stop() {
        kernel.close();
    }

    @Test
    void oneRunHasItsMetricsFiguresAndATable() {
        Executed cell = execute(kernel, "%evaluate iris --resamples 200 --name measured");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        assertThat(cell.texts("execute_result").get(0)).contains("accuracy", "mcc", "ece", "low", "high");
        assertThat(cell.texts("display_data").get(0)).contains("Confusion matrix", "Reliability", "ROC", "recall");
        assertThat(value("measured.doubleColumn(\"value\").get(0) == iris.metric(\"test_accuracy\")"))
                .isEqualTo("true");
        assertThat(value("measured.doubleColumn(\"low\").get(0) <= measured.doubleColumn(\"high\").get(0)"))
                .isEqualTo("true");
    }

    @Test
    void severalRunsHaveTheirMeanAndChosenMetrics() {
        Executed cell = execute(kernel, "%evaluate several --metrics accuracy,top-k:k=2,ece:bins=5 --name measured");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        assertThat(cell.texts("execute_result").get(0)).contains("top-k:k=2", "ece:bins=5");
        assertThat(value("Math.abs(measured.doubleColumn(\"value\").get(0)"
                        + " - several.metric(\"test_accuracy\").mean()) < 1e-9"))
                .isEqualTo("true");
    }

    @Test
    void numbersHaveTheirErrors() {
        Executed cell = execute(kernel, "%evaluate numbers --resamples 100");
        assertThat(cell.status()).as(cell.reply().toString()).isEqualTo("ok");
        assertThat(cell.texts("execute_result").get(0)).contains("mae", "r2").doesNotContain("accuracy");
        assertThat(cell.texts("display_data").get(0)).contains("Predictions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%evaluate nothing | There is no variable named nothing.",
                "%evaluate iris --metrics acuracy | There is no class metric \"acuracy\": choose one of",
                "%evaluate numbers --metrics accuracy | There is no value metric \"accuracy\": choose one of",
                "%evaluate iris --data digits | The model was trained on iris",
                "%evaluate iris --resamples -1 | give 0 or more.",
                "%evaluate iris --bins 0 | give one bin or more.",
            })
    void badInputIsAnsweredInOneSentence(String code, String sentence) {
        assertRefused(kernel, code, sentence);
    }

    private static String value(String expression) {
        return execute(kernel, expression).texts("execute_result").get(0);
    }
}
