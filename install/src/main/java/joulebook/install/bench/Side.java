package joulebook.install.bench;

/** A process that evaluates Java. */
interface Side extends AutoCloseable {
    /** Evaluates code that does not fail: a cell, or for JShell alone a snippet on one line. */
    Reply evaluate(String code);

    @Override
    void close();

    /**
     * What came back.
     *
     * @param printed what the code printed
     * @param value the value as text; empty if there is none
     * @param milliseconds what the evaluation took
     */
    record Reply(String printed, String value, double milliseconds) {}

    /** The milliseconds since a {@link System#nanoTime}. */
    static double millisecondsSince(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
