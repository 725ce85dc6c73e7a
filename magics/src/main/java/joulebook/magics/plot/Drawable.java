package joulebook.magics.plot;

import com.google.gson.JsonObject;
import java.util.Optional;

/** What can be shown as a figure; its {@code toString()} is the text that stands for it. */
interface Drawable {
    String toSvg();

    /** In pixels. */
    int width();

    /** For plotly.js: {@code data}, {@code layout} and perhaps {@code config}; empty if it cannot draw this. */
    Optional<JsonObject> plotly();
}
