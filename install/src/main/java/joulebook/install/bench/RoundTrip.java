package joulebook.install.bench;

import java.util.List;
import org.hipparchus.stat.StatUtils;

/** What {@code 1+1} takes once the process is warm. */
final class RoundTrip implements Measurement {
    private final Jvm jvm;
    private final int warmUps;
    private final int evaluations;

    RoundTrip(Jvm jvm, int warmUps, int evaluations) {
        this.jvm = jvm;
        this.warmUps = warmUps;
        this.evaluations = evaluations;
    }

    @Override
    public String name() {
        return "round-trip";
    }

    @Override
    public String floor() {
        return "JShell.eval alone, timed inside its JVM";
    }

    @Override
    public List<Sample> round() {
        double[] ours = new double[evaluations];
        double[] raw = new double[evaluations];
        try (Side kernel = KernelSide.warm(jvm);
                Side shell = new RawSide(jvm)) {
            for (int i = 0; i < warmUps; i++) {
                milliseconds(kernel);
                milliseconds(shell);
            }
            for (int i = 0; i < evaluations; i++) {
                ours[i] = milliseconds(kernel);
                raw[i] = milliseconds(shell);
            }
        }
        return List.of(
                Sample.of("warm 1+1, median", "ms", Result.median(ours), Result.median(raw)),
                Sample.of("warm 1+1, p95", "ms", StatUtils.percentile(ours, 95), StatUtils.percentile(raw, 95)));
    }

    private static double milliseconds(Side side) {
        Side.Reply reply = side.evaluate("1+1");
        if (!reply.value().equals("2")) {
            throw new IllegalStateException("1+1 gave '" + reply.value() + "'.");
        }
        return reply.milliseconds();
    }
}
