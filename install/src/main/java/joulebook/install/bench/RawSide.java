package joulebook.install.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The raw side: JShell alone, as {@link RawShell}. A reply's time is that of {@code JShell.eval}, without the pipe. */
final class RawSide implements Side {
    private final Process process;
    private final BufferedReader lines;

    RawSide(Jvm jvm) {
        ProcessBuilder builder = new ProcessBuilder(jvm.command(RawShell.class));
        builder.environment().putAll(jvm.environment());
        try {
            process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines = process.inputReader(StandardCharsets.UTF_8);
    }

    @Override
    public Reply evaluate(String code) {
        try {
            process.getOutputStream().write((code + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            StringBuilder printed = new StringBuilder();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(RawShell.REPLY)) {
                    String[] parts = line.split(" ", 3);
                    return new Reply(printed.toString(), parts[2], Long.parseLong(parts[1]) / 1e6);
                }
                printed.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("The raw JShell ended at '" + code + "'.");
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
