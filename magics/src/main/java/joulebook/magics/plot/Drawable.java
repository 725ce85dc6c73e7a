package joulebook.magics.plot;

import com.google.gson.JsonObject;

/** What can be shown as a figure; its {@code toString()} is the text that stands for it. */
interface Drawable {
    /** For plotly.js: {@code data}, {@code layout} and perhaps {@code config}. */
    JsonObject toPlotly();

    String toSvg();

    /** In pixels. */
    int width();
}
