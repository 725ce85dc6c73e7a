package joulebook.magics.energy;

import java.util.List;
import joulebook.kernel.display.Output;
import joulebook.ml.energy.DevicePower;
import joulebook.ml.energy.Meter;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** Draws the power of the devices under the cell that runs, where that is wanted, from its second second on. */
final class PowerWatch {
    private static final double DRAWN_AFTER_S = 1;
    private static final double REDRAWN_AFTER_S = 0.5;

    private final EnergySession session;
    private final Output output;
    private final Renderer renderer;
    private PowerChart chart;
    private long started;
    private double looked;

    PowerWatch(EnergySession session, Output output, Renderer renderer) {
        this.session = session;
        this.output = output;
        this.renderer = renderer;
        newCell();
    }

    synchronized void newCell() {
        chart = new PowerChart(output, renderer);
        started = System.nanoTime();
        looked = Double.NEGATIVE_INFINITY;
    }

    /** To be called now and then while the cell runs. */
    synchronized void look() {
        double second = (System.nanoTime() - started) / 1e9;
        if (!session.isWatching() || second - looked < REDRAWN_AFTER_S) {
            return;
        }
        looked = second;
        List<DevicePower> now = Meter.forThisMachine().power(); // the first is a mean since some time before the cell
        if (second >= DRAWN_AFTER_S) {
            chart.add(second, now);
        }
    }
}
