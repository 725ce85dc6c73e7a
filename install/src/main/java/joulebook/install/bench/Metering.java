package joulebook.install.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import joulebook.kernel.error.UserError;

/**
 * What the energy meter costs a training step of an MLP 784-500-500-10 on batches of 128 of MNIST, beside two GPUs that it
 * samples. The GPUs are those of a stand-in for NVIDIA's library, so that every machine with a C compiler has them.
 *
 * @param pairs of short trainings with the meter on and off; a round takes about a second each
 */
record Metering(int pairs) implements Measurement {
    private static final String STUB = "nvml_stub.c";

    private static final Quantity STEP = Quantity.of("metered training, step", "ms");
    private static final Quantity ON_BY_OFF = Quantity.of("metered by unmetered step", "", Goal.atMost(1.01));
    private static final Quantity WINDOW = Quantity.of("window, open and close", "ms", Goal.atMost(2));
    private static final Quantity SAMPLER = Quantity.of("sampling thread, of a core", "%", Goal.atMost(0.5));

    @Override
    public String name() {
        return "energy";
    }

    @Override
    public String description() {
        return "the meter at its period of 100 ms with two GPUs of a stand-in library; floor: the meter off";
    }

    @Override
    public List<Sample> round(Sides sides) {
        try {
            Path folder = Files.createTempDirectory("joulebook-nvml-");
            compile(folder);
            Path trace = Files.writeString(folder.resolve("trace"), "0 100 0\n0 200 1\n");
            Launch launch = sides.joulebook()
                    .with("LD_LIBRARY_PATH", folder.toString())
                    .with("NVML_STUB_GPUS", "2")
                    .with("NVML_STUB_TRACE", trace.toString());
            // JShell alone: in the kernel each cell has a window of its own
            try (Side process = new Sides(launch, Optional.empty()).start(Subject.FLOOR)) {
                return samples(process.evaluate("joulebook.install.bench.MeterCost.measure(" + pairs + ")")
                        .value());
            } finally {
                for (Path file : List.of(trace, folder.resolve("libnvidia-ml.so.1"), folder.resolve(STUB), folder)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text a string as JShell shows it */
    private static List<Sample> samples(String text) {
        double[] numbers = Arrays.stream(text.replace("\"", "").split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return List.of(
                STEP.sample(Subject.JOULEBOOK, numbers[0]),
                STEP.sample(Subject.FLOOR, numbers[1]),
                ON_BY_OFF.sample(Subject.JOULEBOOK, numbers[2]),
                WINDOW.sample(Subject.JOULEBOOK, numbers[3]),
                SAMPLER.sample(Subject.JOULEBOOK, numbers[4]));
    }

    private static void compile(Path folder) throws IOException {
        Path source = folder.resolve(STUB);
        try (InputStream code = Metering.class.getResourceAsStream(STUB)) {
            Files.copy(code, source);
        }
        List<String> command = List.of(
                "gcc",
                "-O2",
                "-shared",
                "-fPIC",
                "-o",
                folder.resolve("libnvidia-ml.so.1").toString(),
                source.toString());
        try {
            Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(gcc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (gcc.waitFor() != 0) {
                throw new IllegalStateException("gcc failed: " + said);
            }
        } catch (IOException missing) {
            throw new UserError(
                    "The measurement 'energy' needs gcc, which is not installed.", "Leave it out by --only.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
