package joulebook.magics.plot;

import com.google.gson.JsonArray;

/** The colour scale Viridis (van der Walt and Smith, 2015): even steps for the eye, readable by every kind of colour vision and in print. */
final class Viridis {
    private static final int[] STOPS = {
        0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
    };

    private static final double EQUALLY_READ = 0.435;

    private Viridis() {}

    /** The colour at a fraction from 0 (dark) to 1 (light), as {@code #rrggbb}. */
    static String at(double fraction) {
        double place = fraction * (STOPS.length - 1);
        int left = Math.min((int) place, STOPS.length - 2);
        double share = place - left;
        return String.format("#%02x%02x%02x", mix(left, share, 16), mix(left, share, 8), mix(left, share, 0));
    }

    /** Black or white, whichever text is read better in: a contrast of 4.5 or more on every colour of the scale. */
    static String inkOn(double fraction) {
        return fraction < EQUALLY_READ ? "#ffffff" : "#000000";
    }

    /** The same scale as Plotly takes it: {@code [[0, "#440154"], ...]}. */
    static JsonArray toPlotly() {
        JsonArray scale = new JsonArray();
        for (int i = 0; i < STOPS.length; i++) {
            double fraction = (double) i / (STOPS.length - 1);
            scale.add(Json.array(fraction, at(fraction)));
        }
        return scale;
    }

    private static int mix(int left, double share, int shift) {
        int low = STOPS[left] >> shift & 0xFF;
        int high = STOPS[left + 1] >> shift & 0xFF;
        return (int) Math.round(low + share * (high - low));
    }
}
