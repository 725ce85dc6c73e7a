package joulebook.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In a JVM of its own, with little memory. */
class MemoryReserveTest {
    private static final String[] CELLS = {
        "long[][] huge = new long[Integer.MAX_VALUE][];",
        "java.util.List<Object> kept = new java.util.ArrayList<>();",
        "while (true) kept.add(new long[10]);",
        "kept.size() > 10_000",
        "kept = null;",
        "new long[1_000_000].length",
    };

    /** Runs cells and prints how each ends. */
    public static final class FullHeap {
        private FullHeap() {}

        public static void main(String[] arguments) {
            JavaSession session = TestSession.open();
            for (String cell : CELLS) {
                try {
                    System.out.println(session.evaluate(cell, "Cell 1").object());
                } catch (EvaluationException e) {
                    System.out.println(e.name());
                }
            }
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    @Timeout(120)
    void theSessionOutlivesACellThatRunsOutOfMemory() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = System.getProperty("java.class.path");
        Process child = new ProcessBuilder(java, "-Xmx128m", "-cp", classPath, FullHeap.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said.lines())
                    .containsExactly("OutOfMemoryError", "[]", "OutOfMemoryError", "true", "null", "1000000");
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            child.destroyForcibly();
        }
    }
}
