package joulebook.magics.view;

import joulebook.ml.energy.Reading;
import joulebook.ml.energy.Units;

/** A session's cost here and, as estimates, elsewhere. */
public final class WhatIfView {
    private final TextRows rows = new TextRows(
            "estimates: the same work, with the yearly mean of a region's electricity",
            "where",
            "GPU",
            "energy",
            "CO₂e",
            "g/kWh");

    /** @param spent what was measured */
    public WhatIfView(Reading spent) {
        add("as measured", "", spent);
    }

    /** @param gpu its name; empty for the one that was measured */
    public void add(String gpu, Reading there) {
        add(there.carbon().region(), gpu, there);
    }

    /** A row for what was measured and for each place. */
    public TableView table() {
        return rows.view();
    }

    private void add(String where, String gpu, Reading reading) {
        rows.row(
                where,
                gpu,
                Units.text(reading.joules(), "J"),
                Units.text(reading.grams(), "g"),
                String.valueOf(Math.round(reading.carbon().gramsPerKwh())));
    }
}
