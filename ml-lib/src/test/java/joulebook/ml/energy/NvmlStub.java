package joulebook.ml.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The compiled stand-in for NVML (src/test/c/nvml_stub.c) and the script that drives it. */
final class NvmlStub {

    static final int NOT_SUPPORTED = 3;
    static final int DRIVER_NOT_LOADED = 9;
    static final int GPU_IS_LOST = 15;

    private final Path library;
    private final Path script;
    private final Map<String, Long> values = new TreeMap<>();

    /** Compiles the stub into a folder; skips the test where there is no C compiler. */
    NvmlStub(Path folder, String... flags) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        library = folder.resolve("libnvidia-ml.so.1");
        script = folder.resolve("script.txt");
        List<String> command = new ArrayList<>(List.of("gcc", "-shared", "-fPIC", "-o", library.toString()));
        command.addAll(List.of(flags));
        command.add("-DNVML_STUB_SCRIPT=\"" + script + "\"");
        command.add("src/test/c/nvml_stub.c");
        Process gcc;
        try {
            gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException noCompiler) {
            assumeTrue(false, "gcc is not installed, so the NVML stub cannot be built: " + noCompiler.getMessage());
            throw noCompiler;
        }
        String said = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as(said).isZero();
    }

    NvmlStub set(String key, long value) throws IOException {
        values.put(key, value);
        Files.writeString(
                script,
                values.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining("\n")));
        return this;
    }

    /** The names to open the stub by. */
    List<String> names() {
        return List.of(library.toString());
    }
}
