package joulebook.install.bench;

import java.util.ArrayList;
import java.util.List;

/** From the start of a process to the value of its first {@code 1+1}. */
final class Start implements Measurement {
    private static final Quantity WALL =
            Quantity.of("start to the first 1+1", "s", Goal.atMost(1.3, Subject.IPYKERNEL));
    private static final Quantity CPU = Quantity.of("start to the first 1+1, CPU", "s");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String description() {
        return "a process as it is installed, to the first value; floor: JShell alone with the same flags and class path";
    }

    @Override
    public List<Sample> round(Sides sides) {
        List<Sample> samples = new ArrayList<>();
        for (Subject subject : sides.subjects()) {
            long start = System.nanoTime();
            try (Side side = sides.start(subject)) {
                side.evaluate("1+1");
                samples.add(WALL.sample(subject, Side.millisecondsSince(start) / 1e3));
                samples.add(CPU.sample(subject, Machine.cpuSeconds(side.process())));
            }
        }
        return samples;
    }
}
