package joulebook.install.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * A process with JShell and nothing else: evaluates each line of its input in this JVM and answers it with {@code #, the
 * nanoseconds of the evaluation, the value}, after the lines that the code printed.
 */
public final class RawShell {
    static final String REPLY = "# ";

    private RawShell() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (JShell shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .build()) {
            for (String code = input.readLine(); code != null; code = input.readLine()) {
                long start = System.nanoTime();
                List<SnippetEvent> events = shell.eval(code);
                long nanoseconds = System.nanoTime() - start;
                SnippetEvent event = events.get(0);
                if (!event.status().isActive() || event.exception() != null) {
                    throw new IllegalStateException("The code failed: " + event);
                }
                System.out.println(REPLY + nanoseconds + " " + (event.value() == null ? "" : event.value()));
            }
        }
    }
}
