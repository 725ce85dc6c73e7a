package joulebook.install.bench;

import java.util.List;
import java.util.stream.IntStream;

/** From the interrupt of a cell that goes round for ever to the cell's reply. */
final class Interrupt implements Measurement {
    private static final Quantity TIME = Quantity.of("interrupt of an endless loop", "ms", Goal.atMost(200));

    private final int interrupts;

    Interrupt(int interrupts) {
        this.interrupts = interrupts;
    }

    @Override
    public String name() {
        return "interrupt";
    }

    @Override
    public String description() {
        return "interrupt_request to the reply of the cell, median of %d; no floor".formatted(interrupts);
    }

    @Override
    public List<Sample> round(Sides sides) {
        return sides.eachKernel(kernel -> {
            double[] milliseconds = IntStream.range(0, interrupts)
                    .mapToDouble(i -> kernel.interrupt(kernel.language().loop()))
                    .toArray();
            return List.of(TIME.sample(kernel.subject(), Result.median(milliseconds)));
        });
    }
}
