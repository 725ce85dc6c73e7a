package joulebook.magics.energy;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellListener;
import joulebook.kernel.cell.CellResult;
import joulebook.kernel.display.Output;
import joulebook.magics.ledger.CellCost;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Window;
import org.dflib.jjava.jupyter.kernel.display.Renderer;

/** Measures each cell, holds it to the budget, writes it into the ledger and shows one line under it. */
public final class EnergyListener implements CellListener {
    /** The key of the cost, as {@link CellCost#toJson()} writes it, in the metadata of the reply. */
    static final String REPLY_KEY = "energy";

    private final EnergySession session;
    private final Output output;
    private final CellMonitor monitor;
    private final BudgetGuard guard;
    private final PowerWatch watch;
    private Optional<Window> window = Optional.empty();

    /** @param interrupt interrupts the cell that runs */
    public EnergyListener(EnergySession session, Output output, Renderer renderer, Runnable interrupt) {
        this.session = session;
        this.output = output;
        monitor = new CellMonitor(output);
        guard = new BudgetGuard(session, output, interrupt);
        watch = new PowerWatch(session, output, renderer);
    }

    /** Does once what each cell does, so that the first need not wait for the drivers and the classes. */
    public static void warmUp() {
        Reading reading = Meter.forThisMachine().open().stop();
        Footer.of(CellCost.of(0, new Cell(0, "", true, false), Instant.now(), CellResult.Status.OK, reading));
    }

    @Override
    public void before(Cell cell) {
        window = Optional.empty();
        session.newCell();
        session.ledger().begin();
        window = session.mode() == Mode.OFF
                ? Optional.empty()
                : Optional.of(Meter.forThisMachine().open());
        window.ifPresent(open -> {
            guard.newCell();
            watch.newCell();
            monitor.start(() -> {
                guard.check(open);
                watch.look();
            });
        });
    }

    @Override
    public void after(Cell cell, CellResult result, JsonObject metadata) {
        if (window.isEmpty()) {
            return;
        }
        monitor.stop();
        Reading reading = window.get().stop();
        if (session.mode() == Mode.OFF) { // since it began
            return;
        }
        CellCost cost = session.ledger().end(cell, result.status(), reading);
        metadata.add(REPLY_KEY, cost.toJson());
        if (session.mode() == Mode.ON && !cell.code().isBlank()) {
            output.display(Footer.of(cost));
        }
        guard.ended();
    }
}
