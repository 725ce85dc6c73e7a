package joulebook.e2e;

import static joulebook.e2e.InstalledKernel.execute;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import joulebook.e2e.InstalledKernel.Executed;
import joulebook.install.client.KernelDiedException;
import joulebook.install.client.KernelProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of the installed kernel: what it keeps when the kernel ends in whatever way. */
class LedgerTest {
    private static final int CELLS = 500;

    @TempDir
    Path prefix;

    @Test
    void aKilledKernelLosesTheCellThatRuns() throws Exception {
        InstalledKernel installed = new InstalledKernel(prefix, "--no-archive");
        try (KernelProcess kernel = installed.start()) {
            for (int i = 1; i < CELLS; i++) {
                execute(kernel, i % 100 == 0 ? "1 / 0" : "int x = " + i + ";");
            }
            killInCell(kernel);
        }
        List<JsonObject> rows = rows();
        assertThat(rows)
                .extracting(row -> row.get("cell").getAsInt())
                .isEqualTo(IntStream.range(1, CELLS).boxed().toList());
        assertThat(rows)
                .filteredOn(row -> row.get("outcome").getAsString().equals("failed"))
                .hasSize((CELLS - 1) / 100);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get("seconds").getAsDouble()).isPositive());
        try (KernelProcess restarted = installed.start()) {
            execute(restarted, "%energy --all --name ledger");
            Executed count = execute(restarted, "ledger.rowCount()");
            assertThat(count.texts("execute_result")).containsExactly(String.valueOf(CELLS - 1));
        }
    }

    private static void killInCell(KernelProcess kernel) throws Exception {
        ProcessHandle process = kernel.handle();
        try {
            kernel.client().execute("System.out.println(\"running\");\nThread.sleep(1_000_000);", message -> {
                if (message.type().equals("stream")) {
                    process.destroyForcibly(); // SIGKILL
                }
            });
        } catch (KernelDiedException expected) {
            process.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private List<JsonObject> rows() throws IOException {
        try (Stream<Path> files = Files.walk(prefix.resolve("ledger"))) {
            Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
            return Files.readAllLines(file).stream()
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        }
    }
}
