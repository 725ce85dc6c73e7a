package joulebook.kernel.display;

import java.util.ArrayList;
import java.util.List;

/** An exception that is shown as a value: what it is, its causes, and where in the libraries it came from. */
final class ThrowableText {
    private static final int MOST_FRAMES = 20;
    private static final int MOST_CAUSES = 20;

    private ThrowableText() {}

    static String of(Throwable shown) {
        List<String> lines = new ArrayList<>();
        Throwable current = shown;
        for (int depth = 0; current != null && depth < MOST_CAUSES; depth++) {
            lines.add((depth == 0 ? "" : "Caused by: ") + ObjectText.of(current));
            frames(current, lines);
            for (Throwable suppressed : current.getSuppressed()) {
                lines.add("    Suppressed: " + ObjectText.of(suppressed));
            }
            current = current.getCause();
        }
        return String.join("\n", lines);
    }

    /** The frames above the user's code; below it are only JShell's. */
    private static void frames(Throwable shown, List<String> lines) {
        StackTraceElement[] trace = shown.getStackTrace();
        int end = 0;
        while (end < trace.length && !trace[end].getClassName().startsWith("REPL.")) {
            end++;
        }
        for (int i = 0; i < Math.min(end, MOST_FRAMES); i++) {
            lines.add("    at " + trace[i]);
        }
        if (end > MOST_FRAMES) {
            lines.add("    ... %,d more frames (%,d in all)".formatted(end - MOST_FRAMES, end));
        }
    }
}
