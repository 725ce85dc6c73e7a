package joulebook.kernel.session;

/** Adds up what is used between its starts and stops; each stop is to be on the thread of its start. */
final class Stopwatch {
    private Usage start = Usage.NOTHING;
    private volatile Usage total = Usage.NOTHING;

    void start() {
        start = Usage.now();
    }

    void stop() {
        total = total.plus(Usage.now().minus(start));
    }

    Usage total() {
        return total;
    }
}
