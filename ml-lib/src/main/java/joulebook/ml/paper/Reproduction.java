package joulebook.ml.paper;

/**
 * The small experiment that checks a paper's claims at our scale. Found by {@link java.util.ServiceLoader}: its class
 * stands in {@code META-INF/services/joulebook.ml.paper.Reproduction}, on one line.
 */
public interface Reproduction {

    /** The paper's id, such as {@code lamp}. */
    String id();

    /** The paper's card: that of the {@link Catalogue}, unless it is a paper of one's own. */
    default Paper paper() {
        return Catalogue.paper(id());
    }

    /** Java code that uses the method, as a reader would write it in a notebook; it runs as it stands. */
    String usage();

    /**
     * Runs the experiment. Stops with a {@link java.util.concurrent.CancellationException} when its thread is
     * interrupted, and frees what it has made either way.
     *
     * @param experiment the seeds, how much it may cost, and where it writes what it measures
     */
    void run(Experiment experiment);
}
