package joulebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jupyter's own Python client against the installed kernel. */
class JupyterClientTest {
    @TempDir
    Path folder;

    @Test
    void twentyRestartsLeaveNoProcess() throws IOException {
        Programs.Result result = python("restarts.py");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        List<Long> processes = result.out()
                .lines()
                .filter(line -> line.startsWith("pid "))
                .map(line -> Long.parseLong(line.substring(4)))
                .toList();
        assertThat(processes).hasSize(21).doesNotHaveDuplicates();
        assertThat(processes).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }

    @Test
    void queuedCellsAreAbortedAfterAFailingOne() throws IOException {
        Programs.Result result = python("stop_on_error.py");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out().lines()).containsExactly("error", "aborted", "aborted", "ok");
    }

    private Programs.Result python(String script) throws IOException {
        Assumptions.assumeTrue(Programs.pythonHas("jupyter_client"), "Jupyter's Python client is not installed");
        InstalledKernel kernel = new InstalledKernel(folder);
        Path file = folder.resolve(script);
        try (InputStream source = JupyterClientTest.class.getResourceAsStream(script)) {
            Files.copy(source, file);
        }
        return Programs.run(kernel.environment(), List.of("/usr/bin/python3", file.toString()));
    }
}
