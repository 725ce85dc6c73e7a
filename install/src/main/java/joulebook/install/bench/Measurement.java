package joulebook.install.bench;

import java.util.List;

/** Some of our numbers beside the floor that they could reach, and beside ipykernel's. */
public interface Measurement {
    /** The measurements of the command line, in the order of the table. */
    static List<Measurement> all() {
        return List.of(
                new Start(),
                new RoundTrip(100, 200),
                new Completion(10, 50),
                new Burst(100),
                new PrintedLines(100_000),
                new LargeDisplay(10_000_000),
                new Interrupt(10),
                new Footprint(100),
                new Training(),
                new Metering(100));
    }

    /** What it is called on the command line. */
    String name();

    /** What is done, and what the floor does, in a few words. */
    String description();

    /** Measures the sides, in new processes. */
    List<Sample> round(Sides sides);
}
