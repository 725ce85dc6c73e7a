package joulebook.install.bench;

import ai.djl.ndarray.NDManager;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import joulebook.ml.autograd.ParameterVector;
import joulebook.ml.data.Dataset;
import joulebook.ml.data.Targets;
import joulebook.ml.data.TrainTest;

/** Training of a {@link TrainingCase} by Python's torch, in a process of its own. */
public final class Torch {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = "torch_steps.py";

    private Torch() {}

    /** Looked for once, where it is first asked for. */
    private static final class Found {
        private static final Optional<String> MISSING = look();
    }

    /** Why there is no torch, in one sentence; empty if it is installed. */
    static Optional<String> missing() {
        return Found.MISSING;
    }

    private static Optional<String> look() {
        try {
            Process process = new ProcessBuilder(PYTHON, "-c", "import torch")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of(PYTHON + " has no torch: install python3-torch to compare with it.");
        } catch (IOException e) {
            return Optional.of("There is no " + PYTHON + ": install it and python3-torch to compare with torch.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Trains from the same weights as our side does, with the parts that it has; the first epoch is not in the times.
     *
     * @param threads that torch may use for one operation
     * @param environment of its process, beside this one's
     * @throws IllegalStateException with what Python said, if it fails
     */
    public static Trained train(
            TrainingCase training, TrainTest data, int epochs, int threads, Map<String, String> environment) {
        try {
            Path folder = Files.createTempDirectory("joulebook-torch-");
            try {
                write(folder, training, data.train());
                Map<String, Object> settings = Map.of(
                        "network", training.network(),
                        "optimizer", training.optimizer(),
                        "learning_rate", training.learningRate(),
                        "batch_size", TrainingCase.BATCH_SIZE,
                        "epochs", epochs,
                        "warm_up", TrainingSides.stepsOfAnEpoch(data),
                        "threads", threads);
                Files.writeString(folder.resolve("case.json"), new Gson().toJson(settings));
                return run(folder, environment);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Trained run(Path folder, Map<String, String> environment) throws IOException {
        Path script = folder.resolve(SCRIPT);
        try (InputStream code = Torch.class.getResourceAsStream(SCRIPT)) {
            Files.copy(code, script);
        }
        Path errors = folder.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(PYTHON, script.toString(), folder.toString()).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("torch failed: " + Files.readString(errors));
            }
            return new Gson().fromJson(said, Trained.class);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroy();
        }
    }

    private static void write(Path folder, TrainingCase training, Dataset images) throws IOException {
        int[] labels = ((Targets.Classes) images.targets()).labels();
        ByteBuffer classes = littleEndian(labels.length * Long.BYTES);
        for (int label : labels) {
            classes.putLong(label);
        }
        Files.write(folder.resolve("labels.i64"), classes.array());
        Files.write(folder.resolve("features.f32"), bytes(images.features()));
        try (NDManager manager = NDManager.newBaseManager()) {
            ParameterVector weights = ParameterVector.of(training.newNetwork(manager, images));
            Files.write(folder.resolve("weights.f32"), bytes(weights.flatten()));
        }
    }

    private static byte[] bytes(float[] values) {
        ByteBuffer bytes = littleEndian(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    private static ByteBuffer littleEndian(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
