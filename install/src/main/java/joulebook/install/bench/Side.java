package joulebook.install.bench;

import java.util.List;

/** A process that evaluates code. */
interface Side extends AutoCloseable {
    Subject subject();

    Language language();

    /** Evaluates code that does not fail: a cell, or for JShell alone a snippet on one line. */
    Reply evaluate(String code);

    /** How many completions there are at the end of code. */
    Completed complete(String code);

    ProcessHandle process();

    @Override
    void close();

    /**
     * What came back.
     *
     * @param printed what the code printed
     * @param displays the HTML that was displayed, what the cell cost among it
     * @param value the value as text; empty if there is none
     * @param milliseconds what the evaluation took
     */
    record Reply(String printed, List<String> displays, String value, double milliseconds) {}

    /** How many completions came back, and what that took. */
    record Completed(int count, double milliseconds) {}

    /** The milliseconds since a {@link System#nanoTime}. */
    static double millisecondsSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
