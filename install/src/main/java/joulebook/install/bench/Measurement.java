package joulebook.install.bench;

import java.util.List;

/** One of our numbers beside the raw floor that it could reach. */
public interface Measurement {
    /** The four measurements of the command line, in the order of the table. */
    static List<Measurement> all(Jvm jvm) {
        return List.of(new Start(jvm), new RoundTrip(jvm, 50, 200), new PrintedLines(jvm, 100_000), new Training(jvm));
    }

    /** What it is called on the command line. */
    String name();

    /** What the raw side does, in a few words. */
    String floor();

    /** Runs both sides by turns, in new processes. */
    List<Sample> round();
}
