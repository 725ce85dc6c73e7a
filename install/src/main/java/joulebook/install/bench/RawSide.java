package joulebook.install.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The raw side: JShell alone, as {@link RawShell}. A reply's time is that of JShell's method, without the pipe. */
final class RawSide implements Side {
    private final Process process;
    private final BufferedReader lines;

    /** @param launch with {@link RawShell} as the main class */
    RawSide(Launch launch) {
        ProcessBuilder builder = new ProcessBuilder(launch.words());
        builder.environment().putAll(launch.environment());
        try {
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public Subject subject() {
        return Subject.FLOOR;
    }

    @Override
    public Language language() {
        return Language.JAVA;
    }

    @Override
    public ProcessHandle process() {
        return process.toHandle();
    }

    @Override
    public Reply evaluate(String code) {
        return ask(code);
    }

    @Override
    public Completed complete(String code) {
        Reply reply = ask(RawShell.COMPLETE + code);
        return new Completed(Integer.parseInt(reply.value()), reply.milliseconds());
    }

    private Reply ask(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            StringBuilder printed = new StringBuilder();
            for (String answer = lines.readLine(); answer != null; answer = lines.readLine()) {
                if (answer.startsWith(RawShell.REPLY)) {
                    String[] parts = answer.split(" ", 3);
                    return new Reply(printed.toString(), List.of(), parts[2], Long.parseLong(parts[1]) / 1e6);
                }
                printed.append(answer).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("The raw JShell ended at '" + line + "'.");
    }

    /** Ends the input, which ends the process. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
