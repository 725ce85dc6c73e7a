package joulebook.magics.ledger;

import java.util.Locale;
import joulebook.kernel.cell.CellResult;

/** How a cell ended. */
public enum Outcome {
    OK,
    FAILED,
    INTERRUPTED;

    static Outcome of(CellResult.Status status) {
        return switch (status) {
            case OK -> OK;
            case ERROR -> FAILED;
            case INTERRUPTED -> INTERRUPTED;
        };
    }

    /** {@code ok}, {@code failed} or {@code interrupted}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Outcome labelled(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
