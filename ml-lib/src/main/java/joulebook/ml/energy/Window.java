package joulebook.ml.energy;

/**
 * A stretch of time whose energy is measured, from {@link Meter#open()} to {@link #stop()}. Windows nest and overlap
 * freely. A window may be used from several threads.
 */
public interface Window extends AutoCloseable {

    /** The cost so far, or the final cost once the window has stopped. */
    Reading read();

    /** Ends the window and gives its cost; later calls give the same reading. */
    Reading stop();

    /** Ends the window as {@link #stop()} does. */
    @Override
    default void close() {
        stop();
    }
}
