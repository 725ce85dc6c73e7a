package joulebook.kernel.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardStreamsTest {
    private final Recording recording = new Recording();
    private final Output output = new Output(recording, "kernel-id");

    @Test
    void sendsWhatIsPrintedInOrder() {
        try (StandardStreams streams = new StandardStreams(output, () -> "")) {
            System.out.print("a");
            System.out.printf("%d%c", 1, '\u20ac');
            System.err.print("b");
            System.out.append("c");
            System.out.write('d');
            output.flush();
        }
        assertThat(recording.text("stdout")).isEqualTo("a1\u20accd");
        assertThat(recording.text("stderr")).isEqualTo("b");
        assertThat(recording.messages())
                .extracting(message -> message.text("name", ""))
                .startsWith("stdout")
                .containsSubsequence("stdout", "stderr", "stdout")
                .endsWith("stdout");
    }

    @Test
    void putsACharacterTogetherWhoseBytesComeOneByOne() {
        String text = "a\u00e9\u20ac\ud83d\ude00z";
        try (StandardStreams streams = new StandardStreams(output, () -> "")) {
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                System.out.write(b);
                System.err.write(b);
                output.flush();
            }
        }
        assertThat(recording.text("stdout")).isEqualTo(text);
        assertThat(recording.text("stderr")).isEqualTo(text);
    }

    @Test
    void replacesBytesThatAreNoCharacter() {
        try (StandardStreams streams = new StandardStreams(output, () -> "")) {
            System.out.write(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);
            output.flush();
        }
        assertThat(recording.text("stdout")).isEqualTo("a\ufffdb");
    }

    @Test
    void putsTheStreamsBack() {
        PrintStream out = System.out;
        PrintStream err = System.err;
        new StandardStreams(output, () -> "").close();
        assertThat(System.out).isSameAs(out);
        assertThat(System.err).isSameAs(err);
    }
}
