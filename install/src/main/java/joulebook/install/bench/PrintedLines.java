package joulebook.install.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many printed lines, until the last one was received and the evaluation is over. */
final class PrintedLines implements Measurement {
    private final Jvm jvm;
    private final int count;

    PrintedLines(Jvm jvm, int count) {
        this.jvm = jvm;
        this.count = count;
    }

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String floor() {
        return "the same loop by JShell.eval, System.out being a pipe that is read to its end";
    }

    @Override
    public List<Sample> round() {
        double ours;
        double raw;
        int messages;
        try (KernelSide kernel = KernelSide.warm(jvm);
                Side shell = new RawSide(jvm)) {
            shell.evaluate("1+1");
            ours = milliseconds(kernel);
            raw = milliseconds(shell);
            messages = kernel.streamMessages();
        }
        String lines = String.format(Locale.ROOT, "%,d lines", count);
        return List.of(
                Sample.of(lines, "ms", ours, raw),
                new Sample(lines + ", stream messages", "", messages, OptionalDouble.empty()));
    }

    private double milliseconds(Side side) {
        long start = System.nanoTime();
        String printed = side.evaluate("for (int i = 0; i < " + count + "; i++) { System.out.println(\"line \" + i); }")
                .printed();
        double milliseconds = Side.millisecondsSince(start);
        if (!printed.equals(expected())) {
            throw new IllegalStateException("Of %d lines %d came, or others."
                    .formatted(count, printed.lines().count()));
        }
        return milliseconds;
    }

    private String expected() {
        return IntStream.range(0, count).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
    }
}
