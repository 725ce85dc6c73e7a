package joulebook.install.bench;

import java.util.List;

/** What a process takes while nothing is asked of it. */
final class Footprint implements Measurement {
    private static final Quantity AFTER_START = Quantity.of("memory after start", "MB", Goal.atMost(250));
    private static final Quantity IDLE = Quantity.of("idle, of a core", "%", Goal.atMost(1));
    private static final int SETTLE_MS = 3_000;
    private static final int IDLE_MS = 5_000;

    private final int cells;
    private final Quantity afterCells;

    Footprint(int cells) {
        this.cells = cells;
        afterCells = Quantity.of("memory after %,d cells".formatted(cells), "MB");
    }

    @Override
    public String name() {
        return "footprint";
    }

    @Override
    public String description() {
        return "memory resident; processor time over %d s, %d s after the last cell; floor: JShell alone"
                .formatted(IDLE_MS / 1_000, SETTLE_MS / 1_000);
    }

    @Override
    public List<Sample> round(Sides sides) {
        return sides.each(side -> {
            double atStart = Machine.residentMegabytes(side.process());
            for (int i = 0; i < cells; i++) {
                side.evaluate("1+1");
            }
            return List.of(
                    AFTER_START.sample(side.subject(), atStart),
                    afterCells.sample(side.subject(), Machine.residentMegabytes(side.process())),
                    IDLE.sample(side.subject(), idlePercent(side.process())));
        });
    }

    private static double idlePercent(ProcessHandle process) {
        try {
            Thread.sleep(SETTLE_MS);
            double before = Machine.cpuSeconds(process);
            long start = System.nanoTime();
            Thread.sleep(IDLE_MS);
            return 100 * (Machine.cpuSeconds(process) - before) / (Side.millisecondsSince(start) / 1e3);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The measurement was interrupted.", e);
        }
    }
}
