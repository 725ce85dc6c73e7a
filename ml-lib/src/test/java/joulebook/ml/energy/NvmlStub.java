package joulebook.ml.energy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The compiled stand-in for NVML (src/test/c/nvml_stub.c), and the environment and clock that script it. */
final class NvmlStub {

    static final int NOT_SUPPORTED = 3;
    static final int DRIVER_NOT_LOADED = 9;
    static final int GPU_IS_LOST = 15;

    private static final List<String> SETTINGS =
            List.of("TRACE", "GPUS", "CLOCK", "FAIL", "LOST_AT", "WRAP", "STEP", "GAIN", "PROCESSES");

    private final Path folder;
    private final Path library;
    private final MappedByteBuffer clock;

    /** Compiles the stub into a folder; skips the test where there is no C compiler. */
    NvmlStub(Path folder, String... flags) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        library = folder.resolve("libnvidia-ml.so.1");
        CompiledStub.compile("nvml_stub.c", library, flags);
        Path clockFile = folder.resolve("clock");
        Files.write(clockFile, new byte[16]);
        try (FileChannel channel = FileChannel.open(clockFile, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            clock = channel.map(MapMode.READ_WRITE, 0, 16);
        }
        clock.order(ByteOrder.nativeOrder());
        SETTINGS.forEach(setting -> CompiledStub.unsetEnvironment("NVML_STUB_" + setting));
        set("CLOCK", clockFile);
    }

    /** Sets a variable of this process's environment, as C sees it. */
    NvmlStub set(String setting, Object value) {
        CompiledStub.setEnvironment("NVML_STUB_" + setting, value);
        clock.putLong(8, clock.getLong(8) + 1);
        return this;
    }

    /** Makes a function fail, or work again with code 0. */
    NvmlStub fail(String function, int code) {
        return set("FAIL", function + "=" + code);
    }

    /** Gives each GPU its power. */
    NvmlStub replay(Trace... gpus) {
        try {
            Path file = folder.resolve("trace");
            Files.writeString(
                    file,
                    IntStream.range(0, gpus.length)
                            .boxed()
                            .flatMap(gpu -> gpus[gpu].points().stream()
                                    .map(point -> point.seconds() + " " + point.watts() + " " + gpu))
                            .collect(Collectors.joining("\n")));
            return set("GPUS", gpus.length).set("TRACE", file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void time(long nanos) {
        clock.putLong(0, nanos);
    }

    /** The names to open the stub by. */
    List<String> names() {
        return List.of(library.toString());
    }
}
