package joulebook.magics.energy;

import java.util.Locale;

/** What is done about a cell's cost. */
enum Mode {
    /** It is measured, kept, and shown under the cell. */
    ON,
    /** It is measured and kept, not shown. */
    QUIET,
    /** It is not measured. */
    OFF;

    /** @throws IllegalArgumentException for what is none of {@code on}, {@code quiet} and {@code off} */
    static Mode labelled(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
