package joulebook.magics.energy;

import com.google.gson.JsonObject;
import joulebook.kernel.cell.Cell;
import joulebook.kernel.cell.CellListener;
import joulebook.kernel.cell.CellResult;
import joulebook.kernel.display.Output;
import joulebook.kernel.magic.Config.Setting;
import joulebook.ml.energy.Meter;
import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Window;

/** Measures each cell, writes it into the ledger and shows one line under it. */
public final class EnergyListener implements CellListener {
    private final Ledger ledger;
    private final Output output;
    private final Setting<Boolean> footer;
    private Window window;

    /** @param footer whether the line is shown */
    public EnergyListener(Ledger ledger, Output output, Setting<Boolean> footer) {
        this.ledger = ledger;
        this.output = output;
        this.footer = footer;
    }

    /** Does once what each cell does, so that the first need not wait for the drivers and the classes. */
    public static void warmUp() {
        Footer.of(Meter.forThisMachine().open().stop());
    }

    @Override
    public void before(Cell cell) {
        window = Meter.forThisMachine().open();
    }

    @Override
    public void after(Cell cell, CellResult result, JsonObject metadata) {
        Reading reading = window.stop();
        ledger.add(new Ledger.Entry(cell, result.status(), reading));
        metadata.add("energy", reading.toJson());
        if (footer.value() && !cell.code().isBlank()) {
            output.display(Footer.of(reading));
        }
    }
}
