package joulebook.kernel.display;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Sends what is printed on {@code System.out} and {@code System.err} to the front end, and reads {@code System.in} from
 * it.
 */
public final class StandardStreams implements AutoCloseable {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    private final InputStream in = System.in;

    /** @param question asks the front end for what is read from {@code System.in} */
    public StandardStreams(Output output, StandardInput.Question question) {
        System.setOut(stream("stdout", output));
        System.setErr(stream("stderr", output));
        System.setIn(new StandardInput(question));
    }

    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        System.setIn(in);
    }

    private static PrintStream stream(String name, Output output) {
        return new PrintStream(new Decoded(name, output), false, StandardCharsets.UTF_8);
    }

    /** UTF-8 to text; a character whose bytes come in two writes stays whole. */
    private static final class Decoded extends OutputStream {
        private final String name;
        private final Output output;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] unfinished = new byte[0];

        Decoded(String name, Output output) {
            this.name = name;
            this.output = output;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (unfinished.length == 0
                    && length > 0
                    && bytes[offset + length - 1] >= 0) { // ends with a whole character
                output.stream(name, new String(bytes, offset, length, StandardCharsets.UTF_8));
                return;
            }
            ByteBuffer in = ByteBuffer.allocate(unfinished.length + length)
                    .put(unfinished)
                    .put(bytes, offset, length)
                    .flip();
            CharBuffer text = CharBuffer.allocate(in.remaining());
            decoder.reset();
            decoder.decode(in, text, false);
            unfinished = new byte[in.remaining()];
            in.get(unfinished);
            output.stream(name, text.flip().toString());
        }
    }
}
