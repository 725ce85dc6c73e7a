package joulebook.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jupyter's own Python client against the installed kernel. */
class JupyterClientTest {
    @TempDir
    Path folder;

    @Test
    void twentyRestartsLeaveNoProcess() {
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
    void queuedCellsAreAbortedAfterAFailingOne() {
        Programs.Result result = python("stop_on_error.py");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out().lines()).containsExactly("error", "aborted", "aborted", "ok");
    }

    private Programs.Result python(String script) {
        Python.assume("jupyter_client");
        return Python.run(new InstalledKernel(folder), script, List.of());
    }
}
