package joulebook.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the packaged command line and other programs as a user would, as processes of their own. */
final class Programs {
    /** The top of the source tree. */
    static final Path ROOT = Path.of(System.getProperty("joulebook.root"));

    private static final Path LIBRARIES = Path.of(System.getProperty("joulebook.lib"));
    private static final int LIMIT_MINUTES = 15;

    private Programs() {}

    /** How a program ended. */
    record Result(int status, String out, String err) {}

    /** {@code joulebook ARGUMENTS}. */
    static Result joulebook(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                LIBRARIES.resolve("joulebook.jar").toString()));
        words.addAll(List.of(arguments));
        return run(Map.of(), words);
    }

    static Result run(Map<String, String> environment, List<String> words) {
        try {
            Path out = Files.createTempFile("out", ".txt");
            Path err = Files.createTempFile("err", ".txt");
            ProcessBuilder builder =
                    new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        words + " did not end: " + Files.readString(out) + Files.readString(err));
            }
            Result result = new Result(process.exitValue(), text(out), text(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
