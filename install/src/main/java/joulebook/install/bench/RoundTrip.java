package joulebook.install.bench;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.stat.StatUtils;

/** What {@code 1+1} takes once the process is warm. */
final class RoundTrip implements Measurement {
    private static final Quantity MEDIAN = Quantity.of("warm 1+1, median", "ms", Goal.atMost(Subject.FLOOR, 2));
    private static final Quantity TAIL = Quantity.of("warm 1+1, p95", "ms");

    private final int warmUps;
    private final int evaluations;

    RoundTrip(int warmUps, int evaluations) {
        this.warmUps = warmUps;
        this.evaluations = evaluations;
    }

    @Override
    public String name() {
        return "round-trip";
    }

    @Override
    public String description() {
        return "%d cells after %d that warm it up, by turns; floor: JShell.eval alone, timed inside its JVM"
                .formatted(evaluations, warmUps);
    }

    @Override
    public List<Sample> round(Sides sides) {
        List<Side> started = new ArrayList<>();
        try {
            sides.subjects().forEach(subject -> started.add(sides.start(subject)));
            started.forEach(Sides::settle);
            double[][] milliseconds = new double[started.size()][evaluations];
            for (int i = -warmUps; i < evaluations; i++) {
                for (int s = 0; s < started.size(); s++) {
                    milliseconds[s][Math.max(0, i)] = milliseconds(started.get(s));
                }
            }
            List<Sample> samples = new ArrayList<>();
            for (int s = 0; s < started.size(); s++) {
                Subject subject = started.get(s).subject();
                samples.add(MEDIAN.sample(subject, Result.median(milliseconds[s])));
                samples.add(TAIL.sample(subject, StatUtils.percentile(milliseconds[s], 95)));
            }
            return samples;
        } finally {
            started.forEach(Side::close);
        }
    }

    private static double milliseconds(Side side) {
        Side.Reply reply = side.evaluate("1+1");
        if (!reply.value().equals("2")) {
            throw new IllegalStateException("1+1 gave '" + reply.value() + "'.");
        }
        return reply.milliseconds();
    }
}
