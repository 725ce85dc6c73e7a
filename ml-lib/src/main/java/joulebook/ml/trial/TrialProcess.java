package joulebook.ml.trial;

import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A child process that does trials, one after another; see {@link TrialChild}. */
final class TrialProcess implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final Writer trials;
    private final BufferedReader answers;

    /** Starts it with this process's JVM, class path and environment. */
    TrialProcess(int threads) throws IOException {
        log = Files.createTempFile("joulebook-trial-", ".log");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.awt.headless=true",
                "-Dai.djl.pytorch.num_threads=" + threads,
                TrialChild.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        process = builder.redirectError(log.toFile()).start();
        trials = process.outputWriter(StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Does a trial; a process that dies of it has failed. */
    TrialResult run(Trial trial) {
        try {
            trials.write(trial.toJson() + "\n");
            trials.flush();
            String answer = answers.readLine();
            if (answer != null) {
                return Answer.read(trial, JsonParser.parseString(answer).getAsJsonObject());
            }
        } catch (IOException e) {
            // it has died
        }
        int code = process.destroyForcibly().onExit().join().exitValue();
        return new TrialResult.Failed(trial, "The trial's process ended with exit code " + code + lastWords() + ".");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private String lastWords() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            List<String> words = lines.filter(line -> !line.isBlank()).toList();
            return words.isEmpty() ? "" : ": " + words.get(words.size() - 1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Kills it, whatever it does; it has ended when this returns. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            log.toFile().deleteOnExit();
        }
    }
}
