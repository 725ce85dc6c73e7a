package joulebook.kernel.magic.general;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import joulebook.kernel.error.UserError;
import joulebook.kernel.magic.Magic;
import joulebook.kernel.magic.MagicContext;
import picocli.CommandLine.Command;

/** {@code %%bash}. */
@Command(
        name = "bash",
        description = {
            "Run the cell's text with bash, in the notebook's directory (%%cd) and environment (%%env).",
            "Its output appears as it comes; it has no input. An interrupt kills it with its children."
        })
final class Bash implements Magic {
    /** How long a process that bash left in the background may keep the cell waiting for its output. */
    private static final long LATE_OUTPUT_MS = 1_000;

    @Override
    public Object run(MagicContext context) throws InterruptedException {
        Process process = start(context);
        try {
            process.getOutputStream().close();
            Thread out = copy(process.getInputStream(), System.out);
            Thread err = copy(process.getErrorStream(), System.err);
            int status = process.waitFor();
            out.join(LATE_OUTPUT_MS);
            err.join(LATE_OUTPUT_MS);
            if (status != 0) {
                throw new UserError("bash ended with exit status " + status + ".");
            }
            return null;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            if (process.isAlive()) {
                Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                        .forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static Process start(MagicContext context) {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("bash", "-c", context.body().orElse("")));
        builder.directory(context.workspace().directory().toFile());
        builder.environment().putAll(context.workspace().environment());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UserError("bash could not be started: " + Reason.of(e) + ".", "Is it installed?");
        }
    }

    /** Copies in a thread of its own, whose output belongs to this cell. */
    private static Thread copy(InputStream from, PrintStream to) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[8_192];
                    try {
                        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                            to.write(buffer, 0, n);
                            to.flush();
                        }
                    } catch (IOException e) {
                        // the process was killed
                    }
                },
                "bash output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public Form form() {
        return Form.CELL;
    }
}
