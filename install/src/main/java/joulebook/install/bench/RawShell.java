package joulebook.install.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * A process with JShell and nothing else. Evaluates each line of its input in this JVM and answers it with {@code #, the
 * nanoseconds of the evaluation, the value}, after the lines that the code printed; of a line that begins with
 * {@value #COMPLETE} it tells the number of completions in the same way.
 */
public final class RawShell {
    static final String REPLY = "# ";
    static final String COMPLETE = "?";

    private RawShell() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (JShell shell = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .build()) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                long start = System.nanoTime();
                String value = line.startsWith(COMPLETE)
                        ? completions(shell, line.substring(COMPLETE.length()))
                        : value(shell, line);
                System.out.println(REPLY + (System.nanoTime() - start) + " " + value);
            }
        }
    }

    private static String value(JShell shell, String code) {
        SnippetEvent event = shell.eval(code).get(0);
        if (!event.status().isActive() || event.exception() != null) {
            throw new IllegalStateException("The code failed: " + event);
        }
        return event.value() == null ? "" : event.value();
    }

    private static String completions(JShell shell, String code) {
        int[] anchor = {0};
        return String.valueOf(shell.sourceCodeAnalysis()
                .completionSuggestions(code, code.length(), anchor)
                .size());
    }
}
