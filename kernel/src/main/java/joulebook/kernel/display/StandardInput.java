package joulebook.kernel.display;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/** {@code System.in}: asks the front end for a line whenever what was typed before has been read. */
public final class StandardInput extends InputStream {
    /** Asks the front end for a line of text. */
    @FunctionalInterface
    public interface Question {
        String ask() throws IOException;
    }

    private final Question question;
    private byte[] line = new byte[0];
    private int next;

    public StandardInput(Question question) {
        this.question = question;
    }

    @Override
    public synchronized int read() throws IOException {
        fill();
        return line[next++] & 0xff;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        fill();
        int count = Math.min(length, available());
        System.arraycopy(line, next, buffer, offset, count);
        next += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return line.length - next;
    }

    private void fill() throws IOException {
        if (available() == 0) {
            line = (question.ask() + "\n").getBytes(Charset.defaultCharset()); // as Scanner decodes it
            next = 0;
        }
    }
}
