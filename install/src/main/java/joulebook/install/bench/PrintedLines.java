package joulebook.install.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many printed lines, until the last one was received and the evaluation is over. */
final class PrintedLines implements Measurement {
    private final int count;
    private final Quantity time;
    private final Quantity messages;

    PrintedLines(int count) {
        this.count = count;
        String lines = "%,d lines".formatted(count);
        time = Quantity.of(lines, "s", Goal.atMost(1, Subject.IPYKERNEL));
        messages = Quantity.of(lines + ", messages", "", Goal.atMost(2_000));
    }

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String description() {
        return "a loop that prints; floor: the same by JShell.eval, System.out being a pipe that is read to its end";
    }

    @Override
    public List<Sample> round(Sides sides) {
        return sides.each(side -> {
            List<Sample> samples = new ArrayList<>();
            samples.add(time.sample(side.subject(), seconds(side)));
            if (side instanceof KernelSide kernel) {
                samples.add(messages.sample(side.subject(), kernel.streamMessages()));
            }
            return samples;
        });
    }

    private double seconds(Side side) {
        String code = side.language().lines().formatted(count);
        long start = System.nanoTime();
        String printed = side.evaluate(code).printed();
        double seconds = Side.millisecondsSince(start) / 1e3;
        if (!printed.equals(expected())) {
            throw new IllegalStateException("Of %d lines %d came, or others."
                    .formatted(count, printed.lines().count()));
        }
        return seconds;
    }

    private String expected() {
        return IntStream.range(0, count).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }
}
