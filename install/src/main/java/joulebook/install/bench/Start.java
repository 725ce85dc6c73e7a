package joulebook.install.bench;

import java.util.List;
import java.util.function.Function;

/** From the start of a process to the value of its first {@code 1+1}. */
final class Start implements Measurement {
    private final Jvm jvm;

    Start(Jvm jvm) {
        this.jvm = jvm;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String floor() {
        return "JShell alone, in a JVM with the same flags and class path";
    }

    @Override
    public List<Sample> round() {
        return List.of(Sample.of("start to the first 1+1", "s", seconds(KernelSide::new), seconds(RawSide::new)));
    }

    private double seconds(Function<Jvm, Side> sides) {
        long start = System.nanoTime();
        try (Side side = sides.apply(jvm)) {
            side.evaluate("1+1");
            return Side.millisecondsSince(start) / 1e3;
        }
    }
}
