package joulebook.install.bench;

import java.util.List;
import java.util.stream.IntStream;

/** What it takes to tell the members of a string. */
final class Completion implements Measurement {
    private static final Quantity MEDIAN = Quantity.of("completion of a member", "ms");

    private final int warmUps;
    private final int requests;

    Completion(int warmUps, int requests) {
        this.warmUps = warmUps;
        this.requests = requests;
    }

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String description() {
        return "\"\". completed, median of %d; floor: JShell's own suggestions, timed inside its JVM"
                .formatted(requests);
    }

    @Override
    public List<Sample> round(Sides sides) {
        return sides.each(side -> {
            IntStream.range(0, warmUps).forEach(i -> milliseconds(side));
            double[] all = IntStream.range(0, requests)
                    .mapToDouble(i -> milliseconds(side))
                    .toArray();
            return List.of(MEDIAN.sample(side.subject(), Result.median(all)));
        });
    }

    private static double milliseconds(Side side) {
        Side.Completed completed = side.complete(side.language().member());
        if (completed.count() < 20) {
            throw new IllegalStateException("A string has only " + completed.count() + " members.");
        }
        return completed.milliseconds();
    }
}
