package joulebook.kernel.magic.general;

/** What {@code %timeit} compiles its code to. */
@FunctionalInterface
public interface TimedLoop {
    /** Runs the code so often. */
    void run(long loops) throws Throwable;
}
