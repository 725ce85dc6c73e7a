package joulebook.kernel.session;

import java.io.IOException;

/** Asks the user for a line of text. */
@FunctionalInterface
public interface Asking {
    /**
     * The user's answer, without the end of its line.
     *
     * @param password whether the answer must not be seen
     * @throws IOException if nobody can answer
     */
    String ask(String prompt, boolean password) throws IOException;
}
