package joulebook.magics.plot;

import com.google.gson.JsonObject;

/** A trace in Plotly's own schema. Only Plotly draws it; the static drawing says so. */
record RawTrace(JsonObject trace) implements Trace {

    /** Plotly's name for the kind of trace. */
    String type() {
        return trace.has("type") ? trace.get("type").getAsString() : "scatter";
    }

    @Override
    public String name() {
        return trace.has("name") ? trace.get("name").getAsString() : type();
    }

    @Override
    public double[] xs() {
        return new double[0];
    }

    @Override
    public double[] ys(boolean log) {
        return new double[0];
    }

    @Override
    public JsonObject toPlotly(Style style) {
        return trace.deepCopy();
    }

    @Override
    public void draw(Svg svg, Plane plane, Style style) {}

    @Override
    public boolean inLegend() {
        return false;
    }
}
