package joulebook.magics.energy;

import java.util.Optional;
import joulebook.kernel.magic.Config;
import joulebook.kernel.magic.Config.Setting;
import joulebook.magics.ledger.Ledger;
import joulebook.ml.energy.Baseline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the energy magics and the line under the cells share. */
public final class EnergySession {
    private static final Logger LOG = LoggerFactory.getLogger(EnergySession.class);
    private static final String MODE = "energy";
    private static final String MODE_VARIABLE = "JOULEBOOK_ENERGY";

    private final Ledger ledger;
    private final Config config;
    private final Setting<Mode> mode;
    private final Budget budget = new Budget();
    private volatile Optional<Mode> ofThisCell = Optional.empty();
    private volatile boolean watching;
    private volatile Optional<Boolean> watchingThisCell = Optional.empty();
    private volatile Optional<Baseline> baseline = Optional.empty();

    public EnergySession(Ledger ledger, Config config) {
        this.ledger = ledger;
        this.config = config;
        mode = config.register(
                MODE,
                "What each cell cost is on (measured and shown), quiet (measured, not shown) or off (not measured).",
                startMode(System.getenv().getOrDefault(MODE_VARIABLE, "")),
                Mode::labelled);
    }

    private static Mode startMode(String wanted) {
        try {
            return wanted.isBlank() ? Mode.ON : Mode.labelled(wanted);
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is '{}', but it can be on, quiet or off", MODE_VARIABLE, wanted);
            return Mode.ON;
        }
    }

    Ledger ledger() {
        return ledger;
    }

    Budget budget() {
        return budget;
    }

    /** What is done about the cell that runs. */
    Mode mode() {
        return ofThisCell.orElse(mode.value());
    }

    /** From now on, until it is changed again. */
    void setMode(Mode wanted) {
        config.set(MODE, wanted.toString());
    }

    /** For the cell that runs alone. */
    void setModeOfThisCell(Mode wanted) {
        ofThisCell = Optional.of(wanted);
    }

    /** Whether the power is drawn under the cell that runs. */
    boolean isWatching() {
        return watchingThisCell.orElse(watching);
    }

    /** From now on, until it is changed again. */
    void setWatching(boolean wanted) {
        watching = wanted;
    }

    /** For the cell that runs alone. */
    void setWatchingThisCell(boolean wanted) {
        watchingThisCell = Optional.of(wanted);
    }

    /** What was asked for the last cell alone holds no longer. */
    void newCell() {
        ofThisCell = Optional.empty();
        watchingThisCell = Optional.empty();
    }

    /** What the machine draws when idle, once that was measured. */
    Optional<Baseline> baseline() {
        return baseline;
    }

    void setBaseline(Baseline measured) {
        baseline = Optional.of(measured);
    }
}
