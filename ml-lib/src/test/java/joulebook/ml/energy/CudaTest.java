package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The wait for GPUs, through the binding, against a library that logs what it is asked. */
@EnabledOnOs(OS.LINUX)
class CudaTest {

    @TempDir
    Path folder;

    private Path log;
    private Cuda cuda;

    @BeforeEach
    void driver() throws Exception {
        Path library = folder.resolve("libcuda.so.1");
        CompiledStub.compile("cuda_stub.c", library);
        log = Files.createFile(folder.resolve("log"));
        CompiledStub.setEnvironment("CUDA_STUB_LOG", log);
        CompiledStub.unsetEnvironment("CUDA_STUB_ACTIVE");
        cuda = Cuda.open(List.of("libno-such-cuda.so", library.toString())).orElseThrow();
    }

    private List<String> calls() throws IOException {
        List<String> calls = Files.readAllLines(log);
        Files.writeString(log, "");
        return calls;
    }

    @Test
    void waitsForTheGpusThatThisProcessUsesAndForNoOther() throws Exception {
        CompiledStub.setEnvironment("CUDA_STUB_ACTIVE", "0101");
        cuda.synchronize();
        assertThat(calls())
                .containsExactly(
                        "retain 1",
                        "push 101",
                        "synchronize 101",
                        "pop 101",
                        "release 1",
                        "retain 3",
                        "push 103",
                        "synchronize 103",
                        "pop 103",
                        "release 3");
    }

    @Test
    void neverStartsCuda() throws Exception {
        cuda.synchronize();
        assertThat(calls()).isEmpty();
        CompiledStub.setEnvironment("CUDA_STUB_ACTIVE", "00");
        cuda.synchronize();
        assertThat(calls()).isEmpty();
    }

    @Test
    void isAbsentWithoutADriver() {
        assertThat(Cuda.open(List.of("libno-such-cuda.so"))).isEmpty();
    }

    @Test
    void theWindowsOfAMachineWaitUnlessTheyBringTheirOwnBarrier() throws Exception {
        CompiledStub.setEnvironment("CUDA_STUB_ACTIVE", "1");
        Meter meter = new FakeMachine().meter(List.of(), cuda::synchronize);
        try (Window window = meter.open()) {
            assertThat(calls()).contains("synchronize 100");
            window.stop();
            assertThat(calls()).contains("synchronize 100");
        }
        meter.open(() -> {}).close();
        assertThat(calls()).isEmpty();
    }
}
